using System.Linq.Expressions;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Runtime;

namespace Temporalio.Workflows;

/// <content>Calls of activities.</content>
public static partial class Workflow
{
    /// <summary>Calls an activity by a method call and waits for its result.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<TResult>> activityCall, ActivityOptions options) =>
        ExecuteActivityAsync<TResult>(ActivityCalls.Read(activityCall), options);

    /// <summary>Calls an activity by a method call and waits for its end.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task ExecuteActivityAsync(Expression<Action> activityCall, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(ActivityCalls.Read(activityCall), options);

    /// <summary>Calls an activity by a method call and waits for its result.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(Expression<Func<Task<TResult>>> activityCall, ActivityOptions options) =>
        ExecuteActivityAsync<TResult>(ActivityCalls.Read(activityCall), options);

    /// <summary>Calls an activity by a method call and waits for its end.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task ExecuteActivityAsync(Expression<Func<Task>> activityCall, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(ActivityCalls.Read(activityCall), options);

    /// <summary>Calls an activity by a method call and waits for its result.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, TResult>> activityCall, ActivityOptions options) =>
        ExecuteActivityAsync<TResult>(ActivityCalls.Read(activityCall), options);

    /// <summary>Calls an activity by a method call and waits for its end.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task ExecuteActivityAsync<TActivityInstance>(Expression<Action<TActivityInstance>> activityCall, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(ActivityCalls.Read(activityCall), options);

    /// <summary>Calls an activity by a method call and waits for its result.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task<TResult> ExecuteActivityAsync<TActivityInstance, TResult>(
        Expression<Func<TActivityInstance, Task<TResult>>> activityCall, ActivityOptions options) =>
        ExecuteActivityAsync<TResult>(ActivityCalls.Read(activityCall), options);

    /// <summary>Calls an activity by a method call and waits for its end.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task ExecuteActivityAsync<TActivityInstance>(Expression<Func<TActivityInstance, Task>> activityCall, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(ActivityCalls.Read(activityCall), options);

    /// <summary>Calls an activity by name and waits for its end.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task ExecuteActivityAsync(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        ExecuteActivityAsync<ValueTuple>(activity, args, options);

    /// <summary>Calls an activity by name and waits for its result.</summary>
    /// <exception cref="Exceptions.ActivityFailureException">The activity has failed, run out of time or was cancelled; the inner exception says which.</exception>
    public static Task<TResult> ExecuteActivityAsync<TResult>(string activity, IReadOnlyCollection<object?> args, ActivityOptions options) =>
        WorkflowContext.Current.Outbound.ScheduleActivityAsync<TResult>(new ScheduleActivityInput(activity, args, options, null));

    private static Task<TResult> ExecuteActivityAsync<TResult>(WorkflowCalls.Call call, ActivityOptions options) =>
        ExecuteActivityAsync<TResult>(call.Name, call.Args, options);
}
