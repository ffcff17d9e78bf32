using System.Text.Json;
using Vibe.Core.Cards;
using Vibe.Slack.Blocks;

namespace Vibe.Slack.Dialogs;

/// <summary>Where a dialog was asked for and what it is bound to; travels in its private metadata.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Thread">The thread, if any.</param>
/// <param name="Target">What the card showed, if the dialog is bound to a card.</param>
/// <param name="Number">The build's short id, if there is one.</param>
internal sealed record SlackDialogOrigin(string Channel, string? Thread, string? Target, long? Number)
{
    public ActionTarget? ReadTarget() => ActionTarget.TryParse(Target, out var target) ? target : null;

    public string Write() => SlackJson.Write(this);

    /// <summary>Reads what <see cref="Write"/> wrote; <see langword="null"/> for anything else.</summary>
    public static SlackDialogOrigin? Read(string? metadata)
    {
        try
        {
            return JsonSerializer.Deserialize<SlackDialogOrigin>(metadata ?? string.Empty, SlackJson.Options) is { Channel.Length: > 0 } origin ? origin : null;
        }
        catch (JsonException)
        {
            // A dialog of an older version, or none of ours: the caller says that it cannot be read.
            return null;
        }
    }
}
