using Vibe.Chat.Texts;

namespace Vibe.Chat.Inbound;

/// <summary>What an adapter answers to the platform.</summary>
public abstract record ChatReceipt
{
    private ChatReceipt()
    {
    }

    /// <summary>It is stored, and will have its effect once.</summary>
    public sealed record Accepted : ChatReceipt
    {
        /// <summary>The only one.</summary>
        public static Accepted Instance { get; } = new();
    }

    /// <summary>It was stored before. The platform is answered as the first time.</summary>
    public sealed record Repeat : ChatReceipt
    {
        /// <summary>The only one.</summary>
        public static Repeat Instance { get; } = new();
    }

    /// <summary>
    /// It is answered here and now, to its sender alone, and kept nowhere: usage, or a refusal (too long, a secret in it, not allowed).
    /// </summary>
    /// <param name="Text">The answer.</param>
    /// <param name="IsRefusal">True for a refusal: a dialog stays open and shows it at its field.</param>
    public sealed record Answered(ChatText Text, bool IsRefusal) : ChatReceipt;

    /// <summary>
    /// It could not be stored. What the platform delivers again (events) gets an error; what it never does (commands, clicks, dialogs) gets the text.
    /// </summary>
    /// <param name="Text">Says that nothing happened and to try again.</param>
    public sealed record NotAccepted(ChatText Text) : ChatReceipt;
}
