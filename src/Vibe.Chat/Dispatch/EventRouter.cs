using System.Text.Json;
using Vibe.Chat.Artifacts;
using Vibe.Chat.Commands;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Inbound;
using Vibe.Chat.Outbound;
using Vibe.Core.Cards;
using Vibe.Data.Audit;
using Vibe.Data.Builds;

namespace Vibe.Chat.Dispatch;

/// <summary>Gives a stored event its effect. Everything it does may be done twice.</summary>
internal sealed class EventRouter(
    AcceptanceRules rules, BuildHandler builds, DecisionHandler decisions, BuildStores stores, IArtifactReader artifacts, PrivateAnswers answers, PlatformDirectory platforms, TimeProvider time)
{
    public Task<HandlerResult> RouteAsync(Delivery delivery, CancellationToken cancellationToken) => delivery.Event.Kind switch
    {
        InboundKind.Command or InboundKind.Mention or InboundKind.DirectMessage => RouteCommandAsync(delivery, cancellationToken),
        InboundKind.Action => RouteActionAsync(delivery, cancellationToken),
        InboundKind.DialogSubmission => RouteDialogAsync(delivery, cancellationToken),
        InboundKind.Shortcut => OpenAsync(
            delivery,
            new ChatDialog.AskBuild(delivery.Event.Text) { User = delivery.Event.User, Thread = delivery.Event.Thread, TriggerId = delivery.Event.TriggerId },
            cancellationToken),
        _ => throw new JsonException($"The stored event has an unknown kind, {delivery.Event.Kind}."),
    };

    private async Task<HandlerResult> RouteCommandAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        switch (CommandParser.Parse(received.Text, received.IsDirectMessage))
        {
            case ParsedCommand.Understood { Command: ChatCommand.Build build }:
                return await builds.HandleAsync(delivery, build, cancellationToken);
            case ParsedCommand.Understood { Command: ChatCommand.Decide decide }:
                return await DecideByCommandAsync(delivery, decide, cancellationToken);
            case ParsedCommand.Understood { Command: ChatCommand.Status status }:
                return await TellStatusAsync(delivery, status.Number, cancellationToken);
            case ParsedCommand.Understood { Command: ChatCommand.ShowLine }:
                var lines = await stores.Lines.ListAsync(cancellationToken);
                var queue = await stores.Builds.ListQueueAsync(received.Thread, 30, cancellationToken);
                return await TellAsync(delivery, Answers.Queue(lines, queue, await stores.Troubles.CountAsync(cancellationToken)), cancellationToken);
            case ParsedCommand.NotUnderstood odd:
                return await TellAsync(delivery, Answers.NotUnderstood(odd), cancellationToken);
            default:
                return await TellAsync(delivery, Answers.Help(), cancellationToken);
        }
    }

    private async Task<HandlerResult> DecideByCommandAsync(Delivery delivery, ChatCommand.Decide command, CancellationToken cancellationToken)
    {
        var verb = Verbs.Find(command.Action == CardAction.RequestChanges ? "changes" : command.Action.ToString())!;
        var (build, problem) = await FindBuildAsync(delivery.Event, command.Number, verb, cancellationToken);
        if (build is null)
        {
            return await TellAsync(delivery, problem!, cancellationToken);
        }

        if (command.Action is CardAction.Approve or CardAction.RequestChanges or CardAction.Reject && !rules.MayRead(build, delivery.Event))
        {
            return await TellAsync(delivery, Answers.DecideWhereItIsShown(build), cancellationToken);
        }

        // What is typed is said of what the card shows: the build refuses it if that has changed meanwhile.
        var target = build.Card?.Target ?? new ActionTarget(build.Id, 0, null);
        return await decisions.HandleAsync(delivery, new Decision(command.Action, target, command.Text), cancellationToken);
    }

    private async Task<HandlerResult> RouteActionAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        if (received is not { Action: { } action, Target: { } target })
        {
            return await TellAsync(delivery, Answers.OutOfDate, cancellationToken);
        }

        if (action is not (CardAction.RequestChanges or CardAction.Reject or CardAction.ViewArtifact))
        {
            return await decisions.HandleAsync(delivery, new Decision(action, target, ""), cancellationToken);
        }

        var build = await stores.Builds.FindAsync(target.BuildId, cancellationToken);
        if (build is null || !BelongsTo(build, received))
        {
            return await TellAsync(delivery, Answers.OutOfDate, cancellationToken);
        }

        if (action != CardAction.ViewArtifact)
        {
            if (await decisions.RefuseEarlyAsync(delivery, new Decision(action, target, ""), build, cancellationToken) is { } refused)
            {
                return refused;
            }

            ChatDialog question = action == CardAction.Reject
                ? new ChatDialog.AskReason(build.Number, target) { User = received.User, Thread = received.Thread, TriggerId = received.TriggerId }
                : new ChatDialog.AskChanges(build.Number, target) { User = received.User, Thread = received.Thread, TriggerId = received.TriggerId };
            return await OpenAsync(delivery, question, cancellationToken);
        }

        if (await artifacts.ReadAsync(target, cancellationToken) is not { } view)
        {
            return await TellAsync(delivery, Answers.NoArtifact, cancellationToken);
        }

        await stores.Audit.RecordAsync(AuditOf(received, nameof(CardAction.ViewArtifact), target), cancellationToken);
        return await OpenAsync(
            delivery,
            new ChatDialog.ShowArtifact(build.Number, view) { User = received.User, Thread = received.Thread, TriggerId = received.TriggerId },
            cancellationToken);
    }

    private async Task<HandlerResult> RouteDialogAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        return received switch
        {
            { Dialog: DialogKind.Build } => await builds.HandleAsync(delivery, new ChatCommand.Build(received.Text.Trim(), null), cancellationToken),
            { Dialog: DialogKind.RequestChanges, Target: { } target } =>
                await decisions.HandleAsync(delivery, new Decision(CardAction.RequestChanges, target, received.Text.Trim()), cancellationToken),
            { Dialog: DialogKind.Reject, Target: { } target } =>
                await decisions.HandleAsync(delivery, new Decision(CardAction.Reject, target, received.Text.Trim()), cancellationToken),
            _ => await TellAsync(delivery, Answers.OutOfDate, cancellationToken),
        };
    }

    private async Task<HandlerResult> TellStatusAsync(Delivery delivery, long? number, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        var now = time.GetUtcNow();
        if (number is { } wanted)
        {
            var named = await stores.Builds.FindByNumberAsync(received.Thread, wanted, cancellationToken);
            return await TellAsync(
                delivery,
                named is null ? Answers.NoSuchBuild(wanted) : rules.MayRead(named, received) ? Answers.Status(named, now) : Answers.StatusElsewhere(named),
                cancellationToken);
        }

        var here = await stores.Builds.ListInThreadAsync(received.Thread, cancellationToken);
        if (here.Count > 0)
        {
            return await TellAsync(delivery, Answers.StatusOfAll(here, now), cancellationToken);
        }

        var open = await stores.Builds.ListOpenAsync(received.User, received.Key.Workspace, cancellationToken);
        return await TellAsync(
            delivery,
            Answers.StatusOfAll(open.Count > 0 ? open : await stores.Builds.ListNewestAsync(received.User, received.Key.Workspace, 1, cancellationToken), now),
            cancellationToken);
    }

    /// <summary>The named build; else the open one of the thread; else the asker's only open one.</summary>
    private async Task<(BuildRecord? Build, Texts.ChatText? Problem)> FindBuildAsync(InboundEvent received, long? number, Verb verb, CancellationToken cancellationToken)
    {
        if (number is { } wanted)
        {
            var named = await stores.Builds.FindByNumberAsync(received.Thread, wanted, cancellationToken);
            return (named, named is null ? Answers.NoSuchBuild(wanted) : null);
        }

        var here = await stores.Builds.ListInThreadAsync(received.Thread, cancellationToken);
        if (here.Count > 0)
        {
            var openHere = here.Where(b => b.EndedAt is null).ToArray();
            return openHere.Length > 1 ? (null, Answers.WhichBuild(verb, openHere)) : (openHere.Length == 1 ? openHere[0] : here[0], null);
        }

        var open = await stores.Builds.ListOpenAsync(received.User, received.Key.Workspace, cancellationToken);
        return open.Count switch
        {
            1 => (open[0], null),
            0 => (null, verb.Name is "approve" or "changes" or "reject" ? Answers.NameABuild(verb) : Answers.NothingOpen()),
            _ => (null, Answers.WhichBuild(verb, open)),
        };
    }

    private async Task<HandlerResult> OpenAsync(Delivery delivery, ChatDialog dialog, CancellationToken cancellationToken)
    {
        var outcome = platforms.Find(delivery.Event.Key.Platform) is { } platform
            ? await platform.OpenDialogAsync(dialog, cancellationToken)
            : new DeliveryOutcome.Failed("no-adapter", "This process has no adapter for the platform.");
        return outcome switch
        {
            DeliveryOutcome.Delivered => HandlerResult.Done.Instance,

            // Pressing again helps against time, not against what the platform refuses.
            DeliveryOutcome.Blocked blocked => await TellAsync(delivery, Answers.NoDialog(blocked.Reason), cancellationToken),
            _ => await TellAsync(delivery, Answers.PressAgain, cancellationToken),
        };
    }

    private async Task<HandlerResult> TellAsync(Delivery delivery, Texts.ChatText text, CancellationToken cancellationToken)
    {
        await answers.TellAsync(delivery, PrivateAnswers.Final, text, cancellationToken);
        return HandlerResult.Done.Instance;
    }

    /// <summary>A target comes from outside: a build of another workspace is none.</summary>
    private static bool BelongsTo(BuildRecord build, InboundEvent received) =>
        build.Thread.Platform == received.Key.Platform && build.Thread.Workspace == received.Key.Workspace;

    private static AuditEntry AuditOf(InboundEvent received, string action, ActionTarget target) => new()
    {
        Key = received.Key.ToString(),
        Person = received.User,
        Workspace = received.Key.Workspace,
        Action = action,
        Target = target,
        Outcome = AuditOutcome.Done,
    };
}
