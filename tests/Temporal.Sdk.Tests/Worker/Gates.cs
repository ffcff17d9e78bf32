using System.Collections.Concurrent;
using Temporalio.Activities;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>Activities that count their runs, say that they have begun and wait until they may end.</summary>
public sealed class Gates
{
    private readonly ConcurrentDictionary<string, int> runs = new();

    /// <summary>Ends when the gate's activity has begun.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lets the gate's activity end.</summary>
    public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Runs(string name) => runs.GetValueOrDefault(name);

    public int Total => runs.Values.Sum();

    [Activity]
    public Task CountAsync(string name)
    {
        runs.AddOrUpdate(name, 1, (_, n) => n + 1);
        return Task.CompletedTask;
    }

    [Activity]
    public async Task<string> WaitAsync(string name)
    {
        runs.AddOrUpdate(name, 1, (_, n) => n + 1);
        Begun.TrySetResult();
        await Open.Task;
        return $"waited {name}";
    }
}
