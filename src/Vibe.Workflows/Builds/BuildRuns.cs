using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.Core.Builds;

namespace Vibe.Workflows.Builds;

/// <summary>What Temporal knows of builds, for those who look from outside.</summary>
public static class BuildRuns
{
    /// <summary>Finds those that run, by visibility, which may lag behind.</summary>
    public const string RunningQuery = $"WorkflowType = '{BuildNames.WorkflowType}' AND ExecutionStatus = 'Running'";

    // What stands there where no reason was given: the client's words and the official server's.
    private static readonly string[] s_noReasons = ["Workflow execution terminated", "terminated by user via frontend"];

    /// <summary>How the build ended, or <see langword="null"/> while it runs.</summary>
    /// <exception cref="RpcException">Temporal does not answer.</exception>
    public static async Task<OutsideEnd?> FindEndAsync(ITemporalClient client, BuildId build, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        var rpc = new RpcOptions { CancellationToken = cancellationToken };
        try
        {
            var run = await client.GetWorkflowHandle(build.WorkflowId).DescribeAsync(new WorkflowDescribeOptions { Rpc = rpc });
            return run.Status switch
            {
                WorkflowExecutionStatus.Running or WorkflowExecutionStatus.ContinuedAsNew => null,
                WorkflowExecutionStatus.Terminated => new OutsideEnd(OutsideEndKind.Terminated, await ReasonAsync(client, build, run.RunId, rpc)),
                WorkflowExecutionStatus.TimedOut => new OutsideEnd(OutsideEndKind.TimedOut),
                WorkflowExecutionStatus.Canceled => new OutsideEnd(OutsideEndKind.Cancelled),
                WorkflowExecutionStatus.Completed => new OutsideEnd(OutsideEndKind.Finished),
                WorkflowExecutionStatus.Failed => new OutsideEnd(OutsideEndKind.Failed),
                _ => null,
            };
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            return new OutsideEnd(OutsideEndKind.Unknown);
        }
    }

    private static async Task<string?> ReasonAsync(ITemporalClient client, BuildId build, string runId, RpcOptions rpc)
    {
        try
        {
            await client.GetWorkflowHandle(build.WorkflowId, runId).GetResultAsync(followRuns: false, rpc);
            return null;
        }
        catch (WorkflowFailedException e) when (e.InnerException is TerminatedFailureException terminated)
        {
            return s_noReasons.Contains(terminated.Message) ? null : terminated.Message;
        }
    }
}
