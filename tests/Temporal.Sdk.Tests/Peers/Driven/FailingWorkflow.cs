using Temporalio.Api.Enums.V1;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Peers.Driven;

/// <summary>Fails in the way that is asked for.</summary>
[Workflow("Failing", FailureExceptionTypes = [typeof(InvalidOperationException)])]
public sealed class FailingWorkflow
{
    [WorkflowRun]
    public Task RunAsync(string kind) => kind switch
    {
        "application" => throw new ApplicationFailureException(
            "it fails", new ApplicationFailureException("the cause", "Cause"), "Kind", true, ["detail", 3, null], category: ApplicationErrorCategory.Benign),
        "exception" => throw new InvalidOperationException("plain"),
        "activity" => Workflow.ExecuteActivityAsync(
            () => PeerActivities.FailAsync(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(10), RetryPolicy = new() { MaximumAttempts = 1 } }),
        "child" => Workflow.ExecuteChildWorkflowAsync((FailingWorkflow wf) => wf.RunAsync("application")),
        "timeout" => Workflow.ExecuteActivityAsync(
            () => PeerActivities.HangAsync(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(1), RetryPolicy = new() { MaximumAttempts = 1 } }),
        _ => throw new ApplicationFailureException($"unknown kind {kind}", nonRetryable: true),
    };
}
