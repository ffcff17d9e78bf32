using Vibe.Chat.Builds;
using Vibe.Chat.Commands;
using Vibe.Chat.Texts;
using Vibe.Core.Artifacts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Policies;
using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.Data.Texts;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Dispatch;

/// <summary>Brings a decision to the build that it is about and tells the person the outcome. The build's own validator decides; nothing is decided here.</summary>
internal sealed class DecisionHandler(BuildStores stores, IBuildGateway gateway, EndedBuilds ended, ProjectCatalog projects, PrivateAnswers answers)
{
    // A build begins within moments; only where that takes longer its people are told.
    private const int AttemptsBeforeWord = 3;

    public async Task<HandlerResult> HandleAsync(Delivery delivery, Decision decision, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        var build = await stores.Builds.FindAsync(decision.Target.BuildId, cancellationToken);
        if (build is null || build.Thread.Platform != received.Key.Platform || build.Thread.Workspace != received.Key.Workspace)
        {
            // A target comes from outside: a build of another workspace is none.
            return await RefuseAsync(delivery, decision, "unknown-build", Answers.OutOfDate, cancellationToken);
        }

        var input = new DecideInput
        {
            Action = decision.Action,
            By = received.User,
            Round = decision.Target.Round,
            Digest = decision.Target.Digest,
            Policy = projects.Find(build.Project),
            Reason = await KeepAsync(build, decision.Text, cancellationToken),
        };
        switch (await gateway.DecideAsync(build.Id, input, received.Key.ToString(), cancellationToken))
        {
            case DecideOutcome.Accepted accepted:
                // The build itself writes accepted decisions into the audit log.
                var digest = decision.Action == CardAction.Approve ? decision.Target.Digest : null;
                await answers.TellAsync(delivery, PrivateAnswers.Final, Answers.Decided(accepted.Output.Message, digest), cancellationToken);
                return HandlerResult.Done.Instance;
            case DecideOutcome.Refused refused:
                return await RefuseAsync(delivery, decision, refused.Code, ChatText.OfWithPeople(refused.Reason), cancellationToken);
            case DecideOutcome.Missing:
                return await AnswerMissingAsync(delivery, decision, build, cancellationToken);
            case DecideOutcome.Busy:
                await answers.TellAsync(delivery, PrivateAnswers.Interim, Answers.WaitingForOthers, cancellationToken);
                return new HandlerResult.Wait("Too many decisions on this build are under way.");
            case DecideOutcome.NotReached:
                await answers.TellAsync(delivery, PrivateAnswers.Interim, Answers.WaitingForWorker, cancellationToken);
                return new HandlerResult.Wait("No worker answered the decision in time.");
            default:
                throw new InvalidOperationException("Unknown outcome of a decision.");
        }
    }

    /// <summary>Refuses before somebody is asked for words that would be in vain: the build has ended, the card is old, or the person may not decide.</summary>
    /// <returns><see langword="null"/> where the words may be asked for; the build decides when they come.</returns>
    public async Task<HandlerResult?> RefuseEarlyAsync(Delivery delivery, Decision decision, BuildRecord build, CancellationToken cancellationToken)
    {
        if (await FindEndAsync(build, cancellationToken) is { } end)
        {
            return await RefuseAsync(delivery, decision, end.Code, ChatText.Of(end.Reason), cancellationToken);
        }

        if (projects.Find(build.Project) is { } policy && ApprovalRules.MayDecide(policy, build.Requester, delivery.Event.User) is PolicyAnswer.Refused no)
        {
            return await RefuseAsync(delivery, decision, no.Code, ChatText.OfWithPeople(no.Reason), cancellationToken);
        }

        return build.Card is { } card && card.Target != decision.Target
            ? await RefuseAsync(delivery, decision, RefusalCodes.StaleArtifact, Answers.OutOfDate, cancellationToken)
            : null;
    }

    /// <summary>How the build has ended, also where its workflow could not tell; then its card is mended.</summary>
    private async Task<PolicyAnswer.Refused?> FindEndAsync(BuildRecord build, CancellationToken cancellationToken)
    {
        if (BuildStages.IsEnd(build.Stage))
        {
            return DecisionRules.AlreadyEnded(build.Stage);
        }

        return await ended.MendAsync(build.Id, cancellationToken) is { } how ? new PolicyAnswer.Refused(RefusalCodes.AlreadyEnded, how)
            : await stores.Builds.FindAsync(build.Id, cancellationToken) is { } now && BuildStages.IsEnd(now.Stage) ? DecisionRules.AlreadyEnded(now.Stage)
            : null;
    }

    private async Task<StoredText?> KeepAsync(BuildRecord build, string text, CancellationToken cancellationToken) =>
        text.Length == 0 ? null : await stores.Texts.PutAsync(build.Id, TextKind.Decision, text, cancellationToken);

    private async Task<HandlerResult> AnswerMissingAsync(Delivery delivery, Decision decision, BuildRecord build, CancellationToken cancellationToken)
    {
        if (await FindEndAsync(build, cancellationToken) is { } end)
        {
            return await RefuseAsync(delivery, decision, end.Code, ChatText.Of(end.Reason), cancellationToken);
        }

        // Registered but not started yet: its event is still on its way. A card is there only after the start.
        if (build.Card is not null)
        {
            return await RefuseAsync(delivery, decision, RefusalCodes.NotRunning, Answers.NotRunning, cancellationToken);
        }

        if (delivery.Lease.Attempt >= AttemptsBeforeWord)
        {
            await answers.TellAsync(delivery, PrivateAnswers.Interim, Answers.WaitingForStart, cancellationToken);
        }

        return new HandlerResult.Wait("The build has not begun yet.");
    }

    private async Task<HandlerResult> RefuseAsync(Delivery delivery, Decision decision, string code, ChatText reason, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        await stores.Audit.RecordAsync(
            new AuditEntry
            {
                Key = received.Key.ToString(),
                Person = received.User,
                Workspace = received.Key.Workspace,
                Action = decision.Action.ToString(),
                Target = decision.Target,
                Outcome = AuditOutcome.Refused,
                Code = code,
                Reason = reason.ToString(),
            },
            cancellationToken);
        await answers.TellAsync(delivery, PrivateAnswers.Final, reason, cancellationToken);
        return HandlerResult.Done.Instance;
    }
}
