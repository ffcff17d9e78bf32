using Vibe.Chat.Commands;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Texts;
using Vibe.Core.Cards;
using Vibe.Core.Policies;
using Vibe.Core.Requests;
using Vibe.Core.Texts;
using Vibe.Data.Builds;

namespace Vibe.Chat.Inbound;

/// <summary>
/// What is answered at once and never stored: usage, texts that are too long or hold a secret, requests that the policy refuses. Pure but for the configured projects.
/// Guests are known only where the event says so; else the dispatcher asks the platform before anything begins.
/// </summary>
internal sealed class AcceptanceRules(ProjectCatalog projects)
{
    /// <summary>Room for the verb and options beside the longest request.</summary>
    private const int CommandRoom = 200;

    public Verdict Check(InboundEvent received) => received.Kind switch
    {
        InboundKind.Action => received is { Action: not null, Target: not null } ? Verdict.Store : Verdict.Usage(Answers.OutOfDate),
        InboundKind.DialogSubmission => CheckDialog(received),
        InboundKind.Shortcut => Refuse(RequestRules.CheckText(received.Text, TextLimits.Request, "message")) ?? Verdict.Store,
        InboundKind.Command or InboundKind.Mention or InboundKind.DirectMessage => CheckCommand(received),
        _ => throw new ArgumentOutOfRangeException(nameof(received), received.Kind, "Unknown kind of event."),
    };

    /// <summary>The policy of the project that a request belongs to, or the refusal.</summary>
    public (ProjectPolicy? Policy, PolicyAnswer.Refused? Refusal) SelectProject(string? named, string channel) =>
        projects.Select(named, channel) is { } policy ? (policy, null) : (null, projects.UnknownProject(named ?? ""));

    /// <summary>
    /// Whether the person may read the build's card from where the event comes: it is the person's own, it is shown in that channel, or the person is named to decide on it. A number
    /// alone is no right: the card may be in a private channel.
    /// </summary>
    public bool MayRead(BuildRecord build, InboundEvent received) =>
        build.Requester == received.User || build.Thread.Channel == received.Thread.Channel
        || projects.Find(build.Project)?.Approvers.Contains(received.User) == true || build.Card?.WaitingFor?.Contains(received.User) == true;

    /// <summary>Whether the request may become a build; asked here and again by the build's first step.</summary>
    public PolicyAnswer CheckBuild(InboundEvent received, ChatCommand.Build build, bool isGuest)
    {
        var (policy, refusal) = SelectProject(build.Project, received.Thread.Channel);
        return policy is null
            ? refusal!
            : RequestRules.Check(new RequestQuestion { Text = build.Text, Requester = received.User, IsGuest = isGuest, Policy = policy });
    }

    private Verdict CheckCommand(InboundEvent received)
    {
        var parsed = CommandParser.Parse(received.Text, received.IsDirectMessage);

        // The number that people are told is that of what they wrote, without the verb.
        var tooLong = parsed is ParsedCommand.Understood { Command: ChatCommand.Build { Text.Length: > TextLimits.Request } request }
            ? Refuse(RequestRules.CheckText(request.Text, TextLimits.Request, "request"))
            : Refuse(RequestRules.CheckText(received.Text, TextLimits.Request + CommandRoom, "text"));
        if (tooLong is not null)
        {
            return tooLong;
        }

        return parsed switch
        {
            ParsedCommand.NotUnderstood odd => Verdict.Usage(Answers.NotUnderstood(odd)),
            ParsedCommand.Understood { Command: ChatCommand.Help } => Verdict.Usage(Answers.Help()),
            ParsedCommand.Understood { Command: ChatCommand.Build build } => Refuse(CheckBuild(received, build, received.IsGuest ?? false)) ?? Verdict.Store,
            ParsedCommand.Understood { Command: ChatCommand.Decide decide } =>
                Refuse(RequestRules.CheckText(decide.Text, TextLimits.Reason, WordFor(decide.Action))) ?? Verdict.Store,
            _ => Verdict.Store,
        };
    }

    private Verdict CheckDialog(InboundEvent received)
    {
        switch (received.Dialog)
        {
            case DialogKind.Build:
                return Refuse(CheckBuild(received, new ChatCommand.Build(received.Text.Trim(), null), received.IsGuest ?? false)) ?? Verdict.Store;
            case DialogKind.RequestChanges when received.Target is not null:
                return string.IsNullOrWhiteSpace(received.Text)
                    ? new Verdict(ChatText.Of("Say what should change, then the build goes another round."), RefusalCodes.ReasonMissing)
                    : Refuse(RequestRules.CheckText(received.Text, TextLimits.Reason, "feedback")) ?? Verdict.Store;
            case DialogKind.Reject when received.Target is not null:
                return Refuse(RequestRules.CheckText(received.Text, TextLimits.Reason, "reason")) ?? Verdict.Store;
            default:
                return Verdict.Usage(Answers.OutOfDate);
        }
    }

    private static string WordFor(CardAction action) => action == CardAction.RequestChanges ? "feedback" : "reason";

    private static Verdict? Refuse(PolicyAnswer answer) => answer is PolicyAnswer.Refused refused ? new Verdict(ChatText.Of(refused.Reason), refused.Code) : null;

    /// <param name="Answer">What the sender is told; <see langword="null"/> where the event is to be stored.</param>
    /// <param name="RefusalCode">The refusal's code; <see langword="null"/> for usage.</param>
    public sealed record Verdict(ChatText? Answer, string? RefusalCode)
    {
        public static Verdict Store { get; } = new(null, null);

        public static Verdict Usage(ChatText text) => new(text, null);
    }
}
