using Temporal.Sdk.Tests.Servers;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>What is larger than the server keeps, or than it takes in one message: as with the official worker.</summary>
public sealed class TooLargeTests
{
    private const int LargerThanKept = 3_000_000;
    private const int LargerThanAMessage = 5_000_000;

    [SkippableFact]
    public async Task Activity_FailureIsLargerThanKept_FailsForGoodWithWhatFits()
    {
        var failure = await FailureAsync(LargerThanKept);
        Assert.Equal(RetryState.NonRetryableFailure, failure.RetryState);
        var server = Assert.IsType<ServerFailureException>(failure.InnerException);
        Assert.True(server.NonRetryable);
        Assert.Equal("Failure exceeds size limit.", server.Message);
        var cut = Assert.IsType<ApplicationFailureException>(server.InnerException);
        Assert.Equal("Large", cut.ErrorType);
        Assert.InRange(cut.Message.Length, 500_000, 530_000);
    }

    [SkippableFact]
    public async Task Activity_FailureIsLargerThanAMessage_RunsAgainAfterItsTimeout()
    {
        var failure = await FailureAsync(LargerThanAMessage);
        Assert.Equal(RetryState.MaximumAttemptsReached, failure.RetryState);
        Assert.Equal(TimeoutType.StartToClose, Assert.IsType<TimeoutFailureException>(failure.InnerException).TimeoutType);
    }

    [SkippableFact]
    public async Task Workflow_CommandsAreLargerThanAMessage_FailTheTaskAndSayWhy()
    {
        await RunAsync(async (client, queue) =>
        {
            var handle = await client.StartWorkflowAsync((LargeWorkflow wf) => wf.RunAsync(1, LargerThanAMessage), new($"wf-{Guid.NewGuid()}", queue));
            await Eventually.HoldsAsync(async () => (await handle.FetchHistoryAsync()).Events.Any(e =>
                e.WorkflowTaskFailedEventAttributes is { Cause: WorkflowTaskFailedCause.GrpcMessageTooLarge, Failure.Message: var message }
                && message.Contains("Pass references", StringComparison.Ordinal)));
            await handle.TerminateAsync();
        });
    }

    private static async Task<ActivityFailureException> FailureAsync(int size)
    {
        ActivityFailureException? failure = null;
        await RunAsync(async (client, queue) =>
        {
            var handle = await client.StartWorkflowAsync((LargeWorkflow wf) => wf.RunAsync(size, 1), new($"wf-{Guid.NewGuid()}", queue));
            var failed = await Assert.ThrowsAsync<WorkflowFailedException>(() => Eventually.WithinAsync(handle.GetResultAsync()));
            failure = Assert.IsType<ActivityFailureException>(failed.InnerException);
        });
        return failure!;
    }

    private static async Task RunAsync(Func<TemporalClient, string, Task> test)
    {
        var client = await TemporalBackend.ConnectAsync();
        var options = new TemporalWorkerOptions($"queue-{Guid.NewGuid()}").AddWorkflow<LargeWorkflow>().AddAllActivities(typeof(LargeWorkflow), null);
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(() => test(client, options.TaskQueue!));
    }

    [Workflow]
    public sealed class LargeWorkflow
    {
        [Activity]
        public static void Fail(int size, string argument) => throw new ApplicationFailureException(new string((char)('w' + argument.Length), size), "Large");

        [WorkflowRun]
        public Task RunAsync(int failure, int argument)
        {
            var text = new string('x', argument);

            // What is larger than a message never arrives, and is waited for.
            var timeout = TimeSpan.FromSeconds(failure >= LargerThanAMessage ? 2 : 60);
            var options = new ActivityOptions { StartToCloseTimeout = timeout, RetryPolicy = new RetryPolicy { MaximumAttempts = 2 } };
            return Workflow.ExecuteActivityAsync(() => Fail(failure, text), options);
        }
    }
}
