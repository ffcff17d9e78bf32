using System.Linq.Expressions;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Runtime;

namespace Temporalio.Workflows;

/// <content>Children, other workflows and the next run.</content>
public static partial class Workflow
{
    /// <summary>Starts a child by a call of its run method, such as <c>wf =&gt; wf.RunAsync(input)</c>, and waits until it is started.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">A workflow with this id exists.</exception>
    public static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        StartChildAsync<TWorkflow, TResult>(WorkflowCalls.Run(workflowRunCall), options);

    /// <summary>Starts a child by a call of its run method, such as <c>wf =&gt; wf.RunAsync(input)</c>, and waits until it is started.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">A workflow with this id exists.</exception>
    public static async Task<ChildWorkflowHandle<TWorkflow>> StartChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null) =>
        await StartChildAsync<TWorkflow, ValueTuple>(WorkflowCalls.Run(workflowRunCall), options);

    /// <summary>Starts a child by its workflow type's name and waits until it is started.</summary>
    /// <exception cref="Exceptions.WorkflowAlreadyStartedException">A workflow with this id exists.</exception>
    public static async Task<ChildWorkflowHandle> StartChildWorkflowAsync(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null) =>
        await StartChildAsync<ValueTuple, ValueTuple>(new WorkflowCalls.Call(workflow, args), options);

    /// <summary>Starts a child by a call of its run method and waits for its result.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child has not completed; the inner exception says how it ended.</exception>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflowRunCall, options);
        return await handle.GetResultAsync();
    }

    /// <summary>Starts a child by a call of its run method and waits for its end.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child has not completed; the inner exception says how it ended.</exception>
    public static async Task ExecuteChildWorkflowAsync<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflowRunCall, options);
        await handle.GetResultAsync();
    }

    /// <summary>Starts a child by its workflow type's name and waits for its end.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child has not completed; the inner exception says how it ended.</exception>
    public static async Task ExecuteChildWorkflowAsync(string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflow, args, options);
        await handle.GetResultAsync();
    }

    /// <summary>Starts a child by its workflow type's name and waits for its result.</summary>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child has not completed; the inner exception says how it ended.</exception>
    public static async Task<TResult> ExecuteChildWorkflowAsync<TResult>(
        string workflow, IReadOnlyCollection<object?> args, ChildWorkflowOptions? options = null)
    {
        var handle = await StartChildWorkflowAsync(workflow, args, options);
        return await handle.GetResultAsync<TResult>();
    }

    /// <summary>Addresses a workflow that this one did not start.</summary>
    public static ExternalWorkflowHandle GetExternalWorkflowHandle(string id, string? runId = null) =>
        new ExternalWorkflow<ValueTuple>(WorkflowContext.Current, id, runId);

    /// <summary>Addresses a workflow of a known type that this one did not start.</summary>
    public static ExternalWorkflowHandle<TWorkflow> GetExternalWorkflowHandle<TWorkflow>(string id, string? runId = null) =>
        new ExternalWorkflow<TWorkflow>(WorkflowContext.Current, id, runId);

    /// <summary>Makes the exception that, thrown, ends this run and starts the next one; by a call of the run method.</summary>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        CreateContinueAsNewException(WorkflowCalls.Run(workflowRunCall), options);

    /// <summary>Makes the exception that, thrown, ends this run and starts the next one; by a call of the run method.</summary>
    public static ContinueAsNewException CreateContinueAsNewException<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, ContinueAsNewOptions? options = null) =>
        CreateContinueAsNewException(WorkflowCalls.Run(workflowRunCall), options);

    /// <summary>Makes the exception that, thrown, ends this run and starts the next one; by the workflow type's name.</summary>
    public static ContinueAsNewException CreateContinueAsNewException(
        string workflow, IReadOnlyCollection<object?> args, ContinueAsNewOptions? options = null) =>
        WorkflowContext.Current.Outbound.CreateContinueAsNewException(new CreateContinueAsNewExceptionInput(workflow, args, options, null));

    private static ContinueAsNewException CreateContinueAsNewException(WorkflowCalls.Call call, ContinueAsNewOptions? options) =>
        CreateContinueAsNewException(call.Name, call.Args, options);

    private static Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildAsync<TWorkflow, TResult>(
        WorkflowCalls.Call call, ChildWorkflowOptions? options) =>
        WorkflowContext.Current.Outbound.StartChildWorkflowAsync<TWorkflow, TResult>(
            new StartChildWorkflowInput(call.Name, call.Args, options ?? new ChildWorkflowOptions(), null));
}
