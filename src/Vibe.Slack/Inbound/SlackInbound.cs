using Vibe.Chat.Inbound;
using Vibe.Slack.Dialogs;

namespace Vibe.Slack.Inbound;

/// <summary>What a verified request from Slack is.</summary>
internal abstract record SlackInbound
{
    private SlackInbound()
    {
    }

    /// <summary>Somebody addressed Vibe.</summary>
    /// <param name="Received">For the inbox.</param>
    public sealed record Event(InboundEvent Received) : SlackInbound;

    /// <summary>Slack checks the address.</summary>
    /// <param name="Value">To be answered.</param>
    public sealed record Challenge(string Value) : SlackInbound;

    /// <summary>Somebody leafs through the files of an open dialog; nothing is decided.</summary>
    /// <param name="Turn">Which dialog, and where to.</param>
    public sealed record PageTurn(SlackPageTurn Turn) : SlackInbound;

    /// <summary>Nothing to do: messages of bots, kinds that Vibe takes no notice of.</summary>
    /// <param name="Reason">For the log; without anything that people wrote.</param>
    public sealed record Ignored(string Reason) : SlackInbound;

    /// <summary>It lacks what its kind must have.</summary>
    /// <param name="Reason">For the log; without anything that people wrote.</param>
    public sealed record Malformed(string Reason) : SlackInbound;
}
