namespace Vibe.Chat.Commands;

/// <summary>What became of a text.</summary>
public abstract record ParsedCommand
{
    private ParsedCommand()
    {
    }

    /// <summary>It is a command.</summary>
    /// <param name="Command">Which.</param>
    public sealed record Understood(ChatCommand Command) : ParsedCommand;

    /// <summary>It is none, or lacks something.</summary>
    /// <param name="Nearest">The verb that it seems to mean; <see langword="null"/> where none is near.</param>
    /// <param name="IsNamed">Whether it names that verb, but what follows is missing or odd.</param>
    public sealed record NotUnderstood(Verb? Nearest, bool IsNamed = false) : ParsedCommand;
}
