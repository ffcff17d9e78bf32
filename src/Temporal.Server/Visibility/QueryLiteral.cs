namespace Temporal.Server.Visibility;

/// <summary>A value in a query, before it takes the attribute's type.</summary>
/// <param name="Value">string, bool, long or double.</param>
/// <param name="Shown">As error messages show it.</param>
internal readonly record struct QueryLiteral(object Value, string Shown)
{
    public static QueryLiteral OfText(string text) => new(text, $"'{text.Replace("\\", "\\\\").Replace("'", "\\'")}'");

    public static QueryLiteral OfBool(bool value) => new(value, value ? "true" : "false");

    /// <exception cref="Grpc.ServiceException">Not a number.</exception>
    public static QueryLiteral OfNumber(string text) =>
        long.TryParse(text, out var whole) ? new(whole, text)
        : double.TryParse(text, out var number) ? new(number, text)
        : throw QueryErrors.Expression($"unable to parse {text}");
}
