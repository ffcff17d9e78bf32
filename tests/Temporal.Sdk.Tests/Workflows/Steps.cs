using Temporalio.Activities;
using Temporalio.Exceptions;

namespace Temporal.Sdk.Tests.Workflows;

/// <summary>Activities that workflow tests call.</summary>
public sealed class Steps
{
    private readonly Dictionary<string, int> attempts = [];

    /// <summary>Completes when an activity that waits for its cancellation has begun.</summary>
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Activity]
    public static string Greet(string name) => $"Hello, {name}!";

    [Activity]
    public Task<int> AddAsync(int a, int b) => Task.FromResult(a + b);

    [Activity]
    public void Nothing()
    {
    }

    [Activity]
    public string FailFirst(string key, int times)
    {
        lock (attempts)
        {
            attempts[key] = attempts.GetValueOrDefault(key) + 1;
            return attempts[key] > times ? $"attempt {attempts[key]}" : throw new ApplicationFailureException($"attempt {attempts[key]}", "NotYet");
        }
    }

    [Activity]
    public void FailForGood(string message) =>
        throw new ApplicationFailureException(message, new InvalidOperationException("the cause"), "ForGood", nonRetryable: true, details: ["a detail", 7]);

    /// <summary>Waits for its cancellation, with heart-beats, and then takes a last breath.</summary>
    [Activity]
    public async Task<string> WaitForCancelAsync()
    {
        var context = ActivityExecutionContext.Current;
        Begun.TrySetResult();
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!context.CancellationToken.IsCancellationRequested && await beat.WaitForNextTickAsync())
        {
            context.Heartbeat("alive");
        }

        throw new OperationCanceledException("stopped", context.CancellationToken);
    }

    /// <summary>Takes longer than its time.</summary>
    [Activity]
    public Task HangAsync() => new TaskCompletionSource().Task.WaitAsync(ActivityExecutionContext.Current.CancellationToken);
}
