using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Runtime;

namespace Temporalio.Workflows;

/// <content>Timers, conditions and tasks.</content>
public static partial class Workflow
{
    /// <summary>Waits for a time in milliseconds, by a timer of the server.</summary>
    public static Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    /// <summary>Waits for a time, by a timer of the server; zero is taken as one millisecond, infinite waits for cancellation only.</summary>
    public static Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        DelayWithOptionsAsync(new DelayOptions(delay, null, cancellationToken));

    /// <inheritdoc cref="DelayAsync(TimeSpan, CancellationToken?)"/>
    public static Task DelayWithOptionsAsync(DelayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WorkflowContext.Current.Outbound.DelayAsync(new DelayAsyncInput(options.Delay, options.CancellationToken, options.Summary));
    }

    /// <summary>Waits until a condition is true. It is tested whenever the workflow's code has run, must not change anything and must not block.</summary>
    public static Task WaitConditionAsync(Func<bool> conditionCheck, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new WaitConditionOptions(conditionCheck, null, null, cancellationToken));

    /// <summary>Waits until a condition is true; false when the time in milliseconds is over before that.</summary>
    public static Task<bool> WaitConditionAsync(Func<bool> conditionCheck, int timeoutMilliseconds, CancellationToken? cancellationToken = null) =>
        WaitConditionAsync(conditionCheck, TimeSpan.FromMilliseconds(timeoutMilliseconds), cancellationToken);

    /// <summary>Waits until a condition is true; false when the time is over before that.</summary>
    public static Task<bool> WaitConditionAsync(Func<bool> conditionCheck, TimeSpan timeout, CancellationToken? cancellationToken = null) =>
        WaitConditionWithOptionsAsync(new WaitConditionOptions(conditionCheck, timeout, null, cancellationToken));

    /// <summary>Waits until a condition is true; false when its time is over before that.</summary>
    public static Task<bool> WaitConditionWithOptionsAsync(WaitConditionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return WorkflowContext.Current.Conditions.WaitAsync(options);
    }

    /// <summary>Runs a function as a task of the workflow, in place of Task.Run.</summary>
    public static Task RunTaskAsync(Func<Task> function, CancellationToken? cancellationToken = null) => Task.Factory.StartNew(
        function, cancellationToken ?? CancellationToken, TaskCreationOptions.DenyChildAttach, WorkflowContext.Current.Scheduler).Unwrap();

    /// <inheritdoc cref="RunTaskAsync(Func{Task}, System.Threading.CancellationToken?)"/>
    public static Task<TResult> RunTaskAsync<TResult>(Func<Task<TResult>> function, CancellationToken? cancellationToken = null) => Task.Factory.StartNew(
        function, cancellationToken ?? CancellationToken, TaskCreationOptions.DenyChildAttach, WorkflowContext.Current.Scheduler).Unwrap();

    /// <summary>Waits for all tasks, in place of Task.WhenAll.</summary>
    public static Task WhenAllAsync(IEnumerable<Task> tasks) => Task.WhenAll(tasks);

    /// <inheritdoc cref="WhenAllAsync(IEnumerable{Task})"/>
    public static Task WhenAllAsync(params Task[] tasks) => Task.WhenAll(tasks);

    /// <inheritdoc cref="WhenAllAsync(IEnumerable{Task})"/>
    public static Task<TResult[]> WhenAllAsync<TResult>(IEnumerable<Task<TResult>> tasks) => Task.WhenAll(tasks);

    /// <inheritdoc cref="WhenAllAsync(IEnumerable{Task})"/>
    public static Task<TResult[]> WhenAllAsync<TResult>(params Task<TResult>[] tasks) => Task.WhenAll(tasks);

    /// <summary>Waits for the first task that completes, in place of Task.WhenAny.</summary>
    public static Task<Task> WhenAnyAsync(IEnumerable<Task> tasks) => Task.WhenAny(tasks);

    /// <inheritdoc cref="WhenAnyAsync(IEnumerable{Task})"/>
    public static Task<Task> WhenAnyAsync(params Task[] tasks) => Task.WhenAny(tasks);

    /// <inheritdoc cref="WhenAnyAsync(IEnumerable{Task})"/>
    public static async Task<Task<TResult>> WhenAnyAsync<TResult>(IEnumerable<Task<TResult>> tasks)
    {
        // The typed Task.WhenAny may continue on the default scheduler; the untyped one does not.
        return (Task<TResult>)await Task.WhenAny(tasks.Cast<Task>());
    }

    /// <inheritdoc cref="WhenAnyAsync(IEnumerable{Task})"/>
    public static Task<Task<TResult>> WhenAnyAsync<TResult>(params Task<TResult>[] tasks) => WhenAnyAsync((IEnumerable<Task<TResult>>)tasks);
}
