using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Worker.Activations;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class WorkflowFactsTests
{
    [Workflow]
    public class RandomWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var before = $"{Workflow.Random.Next(1000)} {Workflow.NewGuid()}";
            await Workflow.DelayAsync(1);
            return $"{before} {Workflow.Random.Next(1000)}";
        }
    }

    [Workflow]
    public class TimeWorkflow
    {
        [WorkflowRun]
        public async Task<DateTime[]> RunAsync()
        {
            var before = Workflow.UtcNow;
            await Workflow.DelayAsync(1);
            return [before, Workflow.UtcNow, Workflow.Info.StartTime];
        }
    }

    [Workflow]
    public class InfoWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var info = Workflow.Info;
            var header = Workflow.PayloadConverter.ToValue<string>(info.Headers!["h"]);
            var last = info.LastResult is { Count: 1 } result ? Workflow.PayloadConverter.ToValue<int>(result.First()) : 0;
            await Workflow.WaitConditionAsync(() => Workflow.ContinueAsNewSuggested);
            return string.Join('|', info.WorkflowId, info.RunId, info.WorkflowType, info.Namespace, info.TaskQueue, info.Attempt, info.CronSchedule,
                info.Parent?.WorkflowId, info.Root?.RunId, info.ContinuedRunId, header, last, Workflow.CurrentHistoryLength, Workflow.CurrentHistorySize,
                string.Join(',', Workflow.SuggestedContinueAsNewReasons), Workflow.Instance is InfoWorkflow);
        }
    }

    [Workflow]
    public class FinishWorkflow
    {
        private bool isOver;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            await Workflow.WaitConditionAsync(() => isOver);
            var before = Workflow.AllHandlersFinished;
            await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished);
            return $"{before} {Workflow.AllHandlersFinished}";
        }

        [WorkflowSignal]
        public async Task StopAsync()
        {
            isOver = true;
            await Workflow.DelayAsync(1);
        }
    }

    [Fact]
    public void Random_SameSeed_IsTheSameOnReplay()
    {
        var results = Enumerable.Range(0, 2).Select(_ =>
        {
            var driver = WorkflowDriver.Create<RandomWorkflow>();
            driver.Start();
            return CompletionAssert.Completes<string>(driver.Timer(1));
        }).ToArray();
        Assert.Equal(results[0], results[1]);
        Assert.Matches("^[0-9]+ [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]", results[0]);
    }

    [Fact]
    public void Random_NewSeed_StartsAnew()
    {
        string Run(ulong seed)
        {
            var driver = WorkflowDriver.Create<RandomWorkflow>();
            driver.Start();
            return CompletionAssert.Completes<string>(driver.Send(new WorkflowActivationJob.UpdateRandomSeed(seed), new WorkflowActivationJob.FireTimer(1)));
        }

        Assert.Equal(Run(7), Run(7));
        Assert.NotEqual(Run(7), Run(8));
    }

    [Fact]
    public void UtcNow_IsTheTimeOfTheTask()
    {
        var driver = WorkflowDriver.Create<TimeWorkflow>();
        var start = driver.Now;
        driver.Start();
        driver.Now += TimeSpan.FromMinutes(5);
        Assert.Equal([start, driver.Now, start], CompletionAssert.Completes<DateTime[]>(driver.Timer(1)));
    }

    [Fact]
    public void Info_SaysWhatTheStartSaid()
    {
        var driver = WorkflowDriver.Create<InfoWorkflow>(new WorkflowDriver.DriverOptions
        {
            Init = init => init with
            {
                Attempt = 3,
                CronSchedule = "@daily",
                ParentNamespace = "default",
                ParentWorkflow = new WorkflowExecution { WorkflowId = "parent", RunId = "p-run" },
                RootWorkflow = new WorkflowExecution { WorkflowId = "root", RunId = "r-run" },
                ContinuedFromRunId = "before",
                Headers = new Dictionary<string, Payload> { ["h"] = WorkflowDriver.Payload("head") },
                LastCompletionResult = [WorkflowDriver.Payload(8)],
            },
        });
        CompletionAssert.Waits(driver.Start());
        driver.Adjust = a => a with
        {
            HistoryLength = 70,
            HistorySizeBytes = 9000,
            ContinueAsNewSuggested = true,
            ContinueAsNewReasons = [SuggestContinueAsNewReason.TooManyUpdates],
        };
        Assert.Equal(
            "wf-1|run-1|InfoWorkflow|default|queue-1|3|@daily|parent|r-run|before|head|8|70|9000|TooManyUpdates|True",
            CompletionAssert.Completes<string>(driver.Signal("unknown")));
    }

    [Fact]
    public void AllHandlersFinished_HandlerWaits_IsFalseUntilItHasEnded()
    {
        var driver = WorkflowDriver.Create<FinishWorkflow>();
        driver.Start();
        CompletionAssert.Only<WorkflowCommand.StartTimer>(driver.Signal("Stop"));
        Assert.Equal("False True", CompletionAssert.Completes<string>(driver.Timer(1)));
    }

    [Fact]
    public void Workflow_OutsideAWorkflow_SaysSo()
    {
        Assert.False(Workflow.InWorkflow);
        Assert.Contains("workflow code only", Assert.Throws<InvalidOperationException>(() => Workflow.UtcNow).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Workflow.CurrentUpdateInfo);
    }
}
