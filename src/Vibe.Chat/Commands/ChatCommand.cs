using Vibe.Core.Cards;

namespace Vibe.Chat.Commands;

/// <summary>What somebody typed, understood.</summary>
public abstract record ChatCommand
{
    private ChatCommand()
    {
    }

    /// <summary>Asks for a build.</summary>
    /// <param name="Text">The request.</param>
    /// <param name="Project">What <c>--project</c> says; <see langword="null"/> where it is not said.</param>
    public sealed record Build(string Text, string? Project) : ChatCommand;

    /// <summary>Asks how a build, or the asker's builds, stand.</summary>
    /// <param name="Number">The short id, if one is named.</param>
    public sealed record Status(long? Number) : ChatCommand;

    /// <summary>Asks who is working and who waits.</summary>
    public sealed record ShowLine : ChatCommand;

    /// <summary>Decides on a build.</summary>
    /// <param name="Action">Approve, RequestChanges, Reject, Cancel, Retry or Discard.</param>
    /// <param name="Number">The short id, if one is named.</param>
    /// <param name="Text">Feedback or reason; empty where there is none.</param>
    public sealed record Decide(CardAction Action, long? Number, string Text) : ChatCommand;

    /// <summary>Asks what can be typed.</summary>
    public sealed record Help : ChatCommand;
}
