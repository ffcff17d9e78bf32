using System.Linq.Expressions;
using Temporalio.Client;

namespace Temporal.Sdk.Tests.Workflows;

/// <summary>One test on one worker: starts workflows on its queue and remembers them.</summary>
internal sealed class WorkflowScene(ITemporalClient client, string taskQueue)
{
    private readonly List<WorkflowHandle> started = [];

    public ITemporalClient Client => client;

    public string TaskQueue => taskQueue;

    /// <summary>What was started, and what the test added.</summary>
    public IReadOnlyList<WorkflowHandle> Started => started;

    /// <summary>A new id.</summary>
    public static string NewId(string prefix = "wf") => $"{prefix}-{Guid.NewGuid()}";

    public WorkflowOptions Options(string? id = null) => new(id ?? NewId(), taskQueue) { ExecutionTimeout = TimeSpan.FromMinutes(5) };

    public async Task<WorkflowHandle<TWorkflow, TResult>> StartAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> run, WorkflowOptions? options = null)
    {
        var handle = await client.StartWorkflowAsync(run, options ?? Options());
        Add(handle);
        return handle;
    }

    public async Task<WorkflowHandle<TWorkflow>> StartAsync<TWorkflow>(Expression<Func<TWorkflow, Task>> run, WorkflowOptions? options = null)
    {
        var handle = await client.StartWorkflowAsync(run, options ?? Options());
        Add(handle);
        return handle;
    }

    public async Task<TResult> ExecuteAsync<TWorkflow, TResult>(Expression<Func<TWorkflow, Task<TResult>>> run, WorkflowOptions? options = null) =>
        await (await StartAsync(run, options)).GetResultAsync();

    /// <summary>Remembers a workflow that the test did not start itself: a child, the next run.</summary>
    public void Add(string id, string? runId = null) => Add(client.GetWorkflowHandle(id, runId));

    private void Add(WorkflowHandle handle)
    {
        lock (started)
        {
            started.Add(handle);
        }
    }
}
