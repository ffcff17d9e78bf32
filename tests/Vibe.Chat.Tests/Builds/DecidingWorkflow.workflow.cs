using Temporalio.Exceptions;
using Temporalio.Workflows;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Workflows.Builds;

namespace Vibe.Chat.Tests.Builds;

/// <summary>A build reduced to its decisions: approves once, ends on Cancel, refuses the requester.</summary>
[Workflow(BuildNames.WorkflowType)]
public sealed class DecidingWorkflow
{
    private readonly BuildInput build;
    private int approvals;
    private bool isEnded;

    [WorkflowInit]
    public DecidingWorkflow(BuildInput input) => build = input;

    [WorkflowRun]
    public async Task<int> RunAsync(BuildInput input)
    {
        await Workflow.WaitConditionAsync(() => isEnded);
        return approvals;
    }

    [WorkflowUpdate(BuildNames.Decide)]
    public Task<DecideOutput> DecideAsync(DecideInput input)
    {
        ValidateDecide(input);
        isEnded = input.Action == CardAction.Cancel;
        approvals += input.Action == CardAction.Approve ? 1 : 0;
        return Task.FromResult(new DecideOutput { Stage = BuildStage.AwaitingApproval, Message = $"Taken by {input.By}.", At = Workflow.UtcNow });
    }

    [WorkflowUpdateValidator(nameof(DecideAsync))]
    public void ValidateDecide(DecideInput input)
    {
        if (input.By == build.Requester && input.Action != CardAction.Cancel)
        {
            throw new ApplicationFailureException("Somebody else decides.", "own-build", nonRetryable: true);
        }

        if (approvals > 0 && input.Action == CardAction.Approve)
        {
            throw new ApplicationFailureException("Somebody was faster.", "already-decided", nonRetryable: true);
        }
    }
}
