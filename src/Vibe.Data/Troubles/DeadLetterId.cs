using System.Globalization;

namespace Vibe.Data.Troubles;

/// <summary>Names something that was given up, for people: <c>event-12</c> or <c>message-7</c>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The row.</param>
public sealed record DeadLetterId(DeadLetterKind Kind, long Number)
{
    /// <summary>Reads what <see cref="ToString"/> writes; <see langword="null"/> for anything else.</summary>
    public static DeadLetterId? TryParse(string? text) =>
        text?.Split('-') is [var kind, var number] && Enum.GetValues<DeadLetterKind>().Where(k => string.Equals(NameOf(k), kind, StringComparison.OrdinalIgnoreCase)).ToList() is [var known]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new DeadLetterId(known, id)
            : null;

    /// <summary>For example <c>event-12</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NameOf(Kind)}-{Number}");

    private static string NameOf(DeadLetterKind kind) => kind == DeadLetterKind.Event ? "event" : "message";
}
