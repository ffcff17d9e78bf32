using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>What the run waits for by condition, in the order of creation.</summary>
internal sealed class WaitConditions(WorkflowContext context)
{
    private readonly LinkedList<Condition> conditions = new();

    public bool Any => conditions.Count > 0;

    /// <summary>Waits until the condition is true; false when its time is over before that.</summary>
    public async Task<bool> WaitAsync(WaitConditionOptions options)
    {
        context.Commands.ThrowIfReadOnly();
        var token = options.CancellationToken ?? context.CancellationToken;
        token.ThrowIfCancellationRequested();
        var condition = new Condition(options.ConditionCheck);
        var node = conditions.AddLast(condition);
        using var registration = context.OnCancel(() => condition.Source.TrySetCanceled(token), token);
        try
        {
            if (options.Timeout is not { } timeout)
            {
                await context.Traced(condition.Source.Task);
                return true;
            }

            using var timer = CancellationTokenSource.CreateLinkedTokenSource(token);
            var delay = context.Outbound.DelayAsync(new DelayAsyncInput(timeout, timer.Token, options.TimeoutSummary));
            var first = await Task.WhenAny(context.Traced(condition.Source.Task), delay);
            if (first == delay && !condition.Source.Task.IsCompleted)
            {
                await delay;
                return false;
            }

            timer.Cancel();
            await condition.Source.Task;
            return true;
        }
        finally
        {
            if (node.List is not null)
            {
                conditions.Remove(node);
            }
        }
    }

    /// <summary>Lets the first condition that is true go on; false when none is.</summary>
    public bool ResolveFirst()
    {
        for (var node = conditions.First; node is not null; node = node.Next)
        {
            var condition = node.Value;
            if (condition.Source.Task.IsCompleted)
            {
                continue;
            }

            bool isTrue;
            try
            {
                isTrue = context.Commands.Reading("A wait condition", condition.Check);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                conditions.Remove(node);
                condition.Source.TrySetException(e);
                return true;
            }

            if (isTrue)
            {
                conditions.Remove(node);
                condition.Source.TrySetResult();
                return true;
            }
        }

        return false;
    }

    private sealed class Condition(Func<bool> check)
    {
        public Func<bool> Check => check;

        public TaskCompletionSource Source { get; } = new();
    }
}
