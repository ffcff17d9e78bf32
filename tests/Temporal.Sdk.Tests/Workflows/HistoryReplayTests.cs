using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Worker;
using Temporalio.Workflows;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Workflows;

/// <summary>Replays what once happened on a real server against the code of today; needs no server.</summary>
public class HistoryReplayTests
{
    private static readonly string Folder = Path.Combine(RealTools.Root, "tests/Temporal.Sdk.Tests/Histories");

    public static TheoryData<string> Histories => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Replay_CommittedHistory_Fits(string file)
    {
        var history = WorkflowHistory.FromJson("replayed", await File.ReadAllTextAsync(Path.Combine(Folder, file)));
        await new WorkflowReplayer(Options(history, file)).ReplayWorkflowAsync(history);
    }

    [Fact]
    public void Histories_Committed_AreManyAndOfDifferentShapes()
    {
        var files = Directory.GetFiles(Folder, "*.json");
        Assert.True(files.Length >= 25, $"There are {files.Length} histories; VIBE_WRITE_HISTORIES=1 writes them anew.");
        var types = files.SelectMany(f => WorkflowHistory.FromJson("read", File.ReadAllText(f)).Events).Select(e => e.EventType).ToHashSet();
        EventType[] expected =
        [
            EventType.ActivityTaskCompleted, EventType.ActivityTaskFailed, EventType.ActivityTaskTimedOut, EventType.ActivityTaskCancelRequested,
            EventType.ActivityTaskCanceled, EventType.TimerFired, EventType.TimerCanceled, EventType.ChildWorkflowExecutionCompleted,
            EventType.ChildWorkflowExecutionFailed, EventType.ChildWorkflowExecutionCanceled, EventType.StartChildWorkflowExecutionFailed,
            EventType.ExternalWorkflowExecutionSignaled, EventType.SignalExternalWorkflowExecutionFailed, EventType.ExternalWorkflowExecutionCancelRequested,
            EventType.WorkflowExecutionUpdateAccepted, EventType.WorkflowExecutionUpdateCompleted, EventType.MarkerRecorded,
            EventType.UpsertWorkflowSearchAttributes, EventType.WorkflowPropertiesModified, EventType.WorkflowExecutionContinuedAsNew,
            EventType.WorkflowExecutionCanceled, EventType.WorkflowExecutionFailed, EventType.WorkflowExecutionTerminated, EventType.WorkflowTaskFailed,
        ];
        Assert.Empty(expected.Except(types));
    }

    private static WorkflowReplayerOptions Options(WorkflowHistory history, string file)
    {
        var options = new WorkflowReplayerOptions();
        var name = history.Events.First().WorkflowExecutionStartedEventAttributes.WorkflowType.Name;
        if (name == "VersionedWorkflow")
        {
            return file.EndsWith("deprecated.json", StringComparison.Ordinal)
                ? options.AddWorkflow<VersionWorkflowTests.DeprecatedWorkflow>()
                : options.AddWorkflow<VersionWorkflowTests.PatchedWorkflow>();
        }

        var type = Array.Find(
            typeof(HistoryReplayTests).Assembly.GetTypes(),
            t => t.Namespace == typeof(HistoryReplayTests).Namespace && t.Name == name && t.IsDefined(typeof(WorkflowAttribute), false));
        options.AddWorkflow(type ?? typeof(BasicWorkflowTests.AnythingWorkflow));
        return options;
    }
}
