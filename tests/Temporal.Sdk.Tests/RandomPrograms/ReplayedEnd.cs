using Temporalio.Common;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>Replays a program's history and keeps what it came to this time.</summary>
internal sealed class ReplayedEnd : IWorkerInterceptor
{
    /// <summary>The trace in the end, or that which the next run was given; null where the run came to neither.</summary>
    private IReadOnlyList<string>? end;

    /// <summary>Replays.</summary>
    public static async Task<IReadOnlyList<string>?> OfAsync(WorkflowHistory history)
    {
        var end = new ReplayedEnd();
        var options = new WorkflowReplayerOptions { Interceptors = [end] }.AddWorkflow<ProgramWorkflow>();
        await new WorkflowReplayer(options).ReplayWorkflowAsync(history);
        return end.end;
    }

    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(this, nextInterceptor);

    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => nextInterceptor;

    private sealed class Inbound(ReplayedEnd owner, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
        {
            try
            {
                var result = await Next.ExecuteWorkflowAsync(input);
                owner.end = [.. (IReadOnlyList<string>)result!];
                return result;
            }
            catch (ContinueAsNewException e)
            {
                owner.end = [.. ((ProgramInput)e.Input.Args.Single()!).Trace];
                throw;
            }
        }
    }
}
