using Vibe.Chat.Builds;
using Vibe.Chat.Commands;
using Vibe.Chat.Inbound;
using Vibe.Chat.Outbound;
using Vibe.Chat.Texts;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Policies;
using Vibe.Core.Texts;
using Vibe.Data.Audit;
using Vibe.Data.Builds;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Dispatch;

/// <summary>Makes a request a running build: checked, registered, started. The build's id comes from the event.</summary>
internal sealed class BuildHandler(
    AcceptanceRules rules, BuildStores stores, IBuildGateway gateway, PrivateAnswers answers, PlatformDirectory platforms, BuildSettings settings)
{
    public async Task<HandlerResult> HandleAsync(Delivery delivery, ChatCommand.Build request, CancellationToken cancellationToken)
    {
        var received = delivery.Event;
        if (received.IsGuest is not { } isGuest)
        {
            if (platforms.Find(received.Key.Platform) is not { } platform
                || await platform.FindPersonAsync(received.Key.Workspace, received.User, cancellationToken) is not { } person)
            {
                await answers.TellAsync(delivery, PrivateAnswers.Interim, Answers.WaitingForPerson, cancellationToken);
                return new HandlerResult.Wait("The platform does not say who the requester is.");
            }

            isGuest = person.IsGuest;
        }

        var id = BuildId.FromEvent(received.Key.ToString());
        if (rules.CheckBuild(received, request, isGuest) is PolicyAnswer.Refused refusal)
        {
            await stores.Audit.RecordAsync(AuditOf(received, null, refusal), cancellationToken);
            await answers.TellAsync(delivery, PrivateAnswers.Final, ChatText.Of(refusal.Reason), cancellationToken);
            return HandlerResult.Done.Instance;
        }

        var project = rules.SelectProject(request.Project, received.Thread.Channel).Policy!.Name;
        var registered = await stores.Builds.RegisterAsync(
            new BuildRegistration
            {
                Id = id,
                Requester = received.User,
                Thread = received.Thread,
                Project = project,
                Title = TextLimits.TitleOf(request.Text),
                Request = request.Text,
                ReplyTo = received.ReplyTo,
            },
            cancellationToken);
        var outcome = await gateway.StartAsync(
            new BuildInput
            {
                BuildId = id,
                Number = registered.Number,
                Requester = received.User,
                RequesterIsGuest = isGuest,
                Thread = received.Thread,
                Project = project,
                Request = registered.Request,
                RequestedAt = delivery.Lease.ReceivedAt,
                Settings = settings,
            },
            cancellationToken);
        if (outcome == StartOutcome.Unavailable)
        {
            await answers.TellAsync(delivery, PrivateAnswers.Interim, Answers.WaitingForService, cancellationToken);
            return new HandlerResult.Wait("The workflow service cannot be reached.");
        }

        await stores.Audit.RecordAsync(AuditOf(received, id, null), cancellationToken);
        return HandlerResult.Done.Instance;
    }

    private static AuditEntry AuditOf(InboundEvent received, BuildId? id, PolicyAnswer.Refused? refusal) => new()
    {
        Key = received.Key.ToString(),
        Person = received.User,
        Workspace = received.Key.Workspace,
        Action = "Build",
        Target = id is { } build ? new ActionTarget(build, 0, null) : null,
        Outcome = refusal is null ? AuditOutcome.Done : AuditOutcome.Refused,
        Code = refusal?.Code,
        Reason = refusal?.Reason,
    };
}
