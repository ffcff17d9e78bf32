using Vibe.Chat.Settings;

namespace Vibe.Chat.Dispatch;

/// <summary>What became of one attempt to give an event its effect.</summary>
internal abstract record HandlerResult
{
    private HandlerResult()
    {
    }

    /// <summary>It had its effect, or was refused and the person told so.</summary>
    public sealed record Done : HandlerResult
    {
        public static Done Instance { get; } = new();
    }

    /// <summary>Somebody whom it needs is away: it is tried again for as long as <see cref="DispatchOptions.LongestWait"/>.</summary>
    /// <param name="Why">For the log and the row.</param>
    public sealed record Wait(string Why) : HandlerResult;
}
