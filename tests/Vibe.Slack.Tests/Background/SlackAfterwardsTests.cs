using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vibe.Slack.Background;
using Vibe.TestKit;

namespace Vibe.Slack.Tests.Background;

public sealed class SlackAfterwardsTests
{
    private const int Waiting = 1_000;
    private readonly LogBook _log = new();
    private int _done;

    [Fact]
    public async Task Enqueue_MoreThanCanWait_TellsOnceABurstHowManyWent()
    {
        using var afterwards = new SlackAfterwards(_log);
        Enqueue(afterwards, Waiting + 250);
        await afterwards.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => Volatile.Read(ref _done) == Waiting);

        Assert.StartsWith("250 answers", Assert.Single(_log.Lines), StringComparison.Ordinal);

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = 0;
        for (var i = 0; i < 8; i++)
        {
            afterwards.Enqueue(_ =>
            {
                Interlocked.Increment(ref held);
                return gate.Task;
            });
        }

        await Eventually.HoldsAsync(() => Volatile.Read(ref held) == 8);
        Enqueue(afterwards, Waiting + 3);
        Assert.Single(_log.Lines);
        gate.SetResult();
        await Eventually.HoldsAsync(() => Volatile.Read(ref _done) == 2 * Waiting);
        await afterwards.StopAsync(CancellationToken.None);

        Assert.Equal(["250", "3"], _log.Lines.Select(l => l.Split(' ')[0]));
    }

    private void Enqueue(SlackAfterwards afterwards, int count)
    {
        for (var i = 0; i < count; i++)
        {
            afterwards.Enqueue(_ =>
            {
                Interlocked.Increment(ref _done);
                return Task.CompletedTask;
            });
        }
    }

    private sealed class LogBook : ILogger<SlackAfterwards>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            ArgumentNullException.ThrowIfNull(formatter);
            Lines.Enqueue(formatter(state, exception));
        }
    }
}
