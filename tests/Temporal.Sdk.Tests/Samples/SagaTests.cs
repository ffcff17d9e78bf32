using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Samples;

/// <summary>Steps that are undone in reverse order when a later one fails.</summary>
public sealed class SagaTests : SampleBase
{
    [SkippableFact]
    public async Task Saga_LastStepFails_UndoesTheOthersInReverse()
    {
        var log = new List<string>();
        var trip = new Trip(log);

        await RunAsync(
            options => options.AddAllActivities(trip).AddWorkflow<TripWorkflow>(),
            async (client, options) =>
            {
                var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => client.ExecuteWorkflowAsync((TripWorkflow wf) => wf.RunAsync("Rome"), options));

                var cause = Assert.IsType<ApplicationFailureException>(Assert.IsType<ActivityFailureException>(error.InnerException).InnerException);
                Assert.Equal("SoldOut", cause.ErrorType);
            });

        Assert.Equal(["car Rome", "hotel Rome", "undo hotel Rome", "undo car Rome"], log);
    }

    public sealed class Trip(List<string> log)
    {
        [Activity]
        public void Book(string what, string place) => log.Add($"{what} {place}");

        [Activity]
        public void Undo(string what, string place) => log.Add($"undo {what} {place}");

        [Activity]
        public void BookFlight(string place) => throw new ApplicationFailureException($"no seat to {place}", "SoldOut", nonRetryable: true);
    }

    [Workflow]
    public sealed class TripWorkflow
    {
        private static readonly ActivityOptions Options = new() { StartToCloseTimeout = TimeSpan.FromSeconds(30) };

        [WorkflowRun]
        public async Task RunAsync(string place)
        {
            var undo = new Stack<Func<Task>>();
            try
            {
                foreach (var what in (string[])["car", "hotel"])
                {
                    undo.Push(() => Workflow.ExecuteActivityAsync((Trip t) => t.Undo(what, place), Options));
                    await Workflow.ExecuteActivityAsync((Trip t) => t.Book(what, place), Options);
                }

                await Workflow.ExecuteActivityAsync((Trip t) => t.BookFlight(place), Options);
            }
            catch (ActivityFailureException)
            {
                while (undo.TryPop(out var step))
                {
                    await step();
                }

                throw;
            }
        }
    }
}
