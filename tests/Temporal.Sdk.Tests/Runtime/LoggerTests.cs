using Microsoft.Extensions.Logging;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

public class LoggerTests
{
    [Workflow]
    public class LoggingWorkflow
    {
        private bool isOver;

        [WorkflowRun]
        public async Task RunAsync()
        {
            Workflow.Logger.LogInformation("started {Number}", 1);
            await Workflow.WaitConditionAsync(() => isOver);
        }

        [WorkflowUpdate]
        public async Task NoteAsync()
        {
            await Task.Yield();
            Workflow.Logger.LogWarning("noted");
        }

        [WorkflowQuery]
        public bool Ask()
        {
            Workflow.Logger.LogInformation("asked");
            return true;
        }

        [WorkflowSignal]
        public async Task StopAsync(bool slowly)
        {
            isOver = true;
            if (slowly)
            {
                await Workflow.WaitConditionAsync(() => false);
            }
        }

        [WorkflowSignal]
        public async Task StopAndEndAfterTheRunAsync()
        {
            isOver = true;
            await Workflow.WaitConditionAsync(() => true);
        }

        [WorkflowSignal(UnfinishedPolicy = HandlerUnfinishedPolicy.Abandon)]
        public Task LingerAsync() => Workflow.WaitConditionAsync(() => false);

        [WorkflowUpdate]
        public Task HangAsync() => Workflow.WaitConditionAsync(() => false);
    }

    [Fact]
    public void Log_NotReplaying_CarriesTheRun()
    {
        using var loggers = new RecordingLoggers();
        Create(loggers).Start();
        var (level, text, scopes) = Assert.Single(loggers.Entries);
        Assert.Equal(LogLevel.Information, level);
        Assert.Equal("started 1", text);
        Assert.Equal("wf-1", Assert.IsType<Dictionary<string, object>>(Assert.Single(scopes))["WorkflowId"]);
    }

    [Fact]
    public void Log_InUpdate_CarriesTheUpdate()
    {
        using var loggers = new RecordingLoggers();
        var driver = Create(loggers);
        driver.Start();
        driver.Update("Note");
        Assert.Contains(loggers.Entries[1].Scopes.Cast<Dictionary<string, object>>(), s => s.TryGetValue("UpdateId", out var id) && (string)id == "u1");
    }

    [Fact]
    public void Log_Replaying_SaysNothingButInQueries()
    {
        using var loggers = new RecordingLoggers();
        var driver = Create(loggers);
        driver.IsReplaying = true;
        driver.Start();
        Assert.Empty(loggers.Entries);
        driver.Query("Ask");
        Assert.Equal("asked", Assert.Single(loggers.Entries).Text);
    }

    [Fact]
    public void End_HandlersRunning_WarnsOfThoseThatDidNotAskForSilence()
    {
        using var loggers = new RecordingLoggers();
        var driver = Create(loggers);
        driver.Start();
        driver.Signal("Linger");
        driver.Update("Hang");
        CompletionAssert.Completes<object?>(driver.Signal("Stop", true));
        Assert.Collection(
            loggers.Entries.Where(e => e.Level == LogLevel.Warning).Select(e => e.Text),
            t => Assert.Matches(@"^\[TMPRL1102\].*Updates: Hang \(u1\)$", t),
            t => Assert.Matches(@"^\[TMPRL1102\].*Signals: Stop$", t));
    }

    [Fact]
    public void End_AllHandlersFinished_WarnsOfNothing()
    {
        using var loggers = new RecordingLoggers();
        var driver = Create(loggers);
        driver.Start();
        CompletionAssert.Completes<object?>(driver.Signal("Stop", false));
        Assert.DoesNotContain(loggers.Entries, e => e.Level == LogLevel.Warning);
    }

    [Fact]
    public void End_HandlerFinishesInTheSameTask_WarnsOfNothing()
    {
        using var loggers = new RecordingLoggers();
        var driver = Create(loggers);
        driver.Start();
        CompletionAssert.Completes<object?>(driver.Signal("StopAndEndAfterTheRun"));
        Assert.DoesNotContain(loggers.Entries, e => e.Level == LogLevel.Warning);
    }

    private static WorkflowDriver Create(RecordingLoggers loggers) =>
        WorkflowDriver.Create<LoggingWorkflow>(new WorkflowDriver.DriverOptions { Loggers = loggers });
}
