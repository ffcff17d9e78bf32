using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Worker.Engine;
using Temporalio.Worker.WorkflowTasks;

namespace Temporal.Sdk.Tests.Worker;

public sealed class RunCacheTests
{
    [Fact]
    public void Admit_BusyRun_WaitsAndOnlyTheNewestIsKept()
    {
        var cache = new RunCache(10);
        var entry = cache.Admit(Task("a"), out _)!;
        Assert.Null(cache.Admit(Task("a", "old"), out var none));
        Assert.Null(cache.Admit(Task("a", "new"), out var one));
        Assert.Equal((0, 1), (none, one));
        Assert.Equal("new", cache.GiveBack(entry, isKept: true).Waiting!.Response.TaskToken.ToStringUtf8());
    }

    [Fact]
    public void GiveBack_QueryWaits_QueryComesFirst()
    {
        var cache = new RunCache(10);
        var entry = cache.Admit(Task("a"), out _)!;
        cache.Admit(Task("a", "task"), out _);
        cache.Admit(Task("a", "query", isQuery: true), out _);
        Assert.Equal("query", cache.GiveBack(entry, isKept: true).Waiting!.Response.TaskToken.ToStringUtf8());
        Assert.Equal("task", cache.GiveBack(entry, isKept: true).Waiting!.Response.TaskToken.ToStringUtf8());
    }

    [Fact]
    public void GiveBack_TooManyRuns_LeastRecentlyUsedLeaves()
    {
        var cache = new RunCache(2);
        Use(cache, "a");
        Use(cache, "b");
        Use(cache, "a");
        var evicted = Use(cache, "c");
        Assert.Equal("b", Assert.Single(evicted!).RunId);
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void GiveBack_OldestIsBusy_LeavesWhenDone()
    {
        var cache = new RunCache(1);
        var busy = cache.Admit(Task("a"), out _)!;
        busy.Run = Run("a");
        Assert.Null(Use(cache, "b"));
        Assert.Equal("a", Assert.Single(cache.GiveBack(busy, isKept: true).Evicted!).RunId);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void GiveBack_NoCache_LeavesAtOnce()
    {
        var cache = new RunCache(0);
        Assert.Single(Use(cache, "a")!);
        Assert.Equal(0, cache.Count);
    }

    private static List<WorkflowRun>? Use(RunCache cache, string runId)
    {
        var entry = cache.Admit(Task(runId), out _)!;
        entry.Run ??= Run(runId);
        return cache.GiveBack(entry, isKept: true).Evicted;
    }

    private static WorkflowRun Run(string runId) => new(
        new WorkflowRunContext { Namespace = "default", CreateInstance = (_, _) => throw new InvalidOperationException("not run here") }, "wf", runId);

    private static WorkflowTask Task(string runId, string token = "t", bool isQuery = false) => new(new PollWorkflowTaskQueueResponse
    {
        TaskToken = ByteString.CopyFromUtf8(token),
        WorkflowExecution = new() { WorkflowId = "wf", RunId = runId },
        Query = isQuery ? new() : null,
    });
}
