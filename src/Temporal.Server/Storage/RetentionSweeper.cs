using Microsoft.Extensions.Logging;
using Temporal.Server.Keys;
using Temporal.Server.Namespaces;

namespace Temporal.Server.Storage;

/// <summary>Deletes closed runs when their namespace's retention has passed.</summary>
internal sealed partial class RetentionSweeper : IAsyncDisposable
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly NamespaceDirectory _namespaces;
    private readonly IStore _runs;
    private readonly IClosedRunStore _closed;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<RetentionSweeper> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _working;

    public RetentionSweeper(NamespaceDirectory namespaces, IStore runs, IClosedRunStore closed, TimeProvider timeProvider, ILogger<RetentionSweeper> logger)
    {
        _namespaces = namespaces;
        _runs = runs;
        _closed = closed;
        _timeProvider = timeProvider;
        _logger = logger;
        _working = RunAsync(_stopping.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _working;
        _stopping.Dispose();
    }

    /// <summary>Deletes everything that is past its time now; returns how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var record in _namespaces.All)
        {
            var now = _timeProvider.GetUtcNow();
            if (record.Retention >= now - DateTimeOffset.UnixEpoch)
            {
                continue;
            }

            IReadOnlyList<RunKey> keys;
            do
            {
                keys = await _closed.FindClosedAsync(record.Id, now - record.Retention, BatchSize, cancellationToken);
                foreach (var key in keys)
                {
                    await _runs.DeleteRunAsync(key, cancellationToken);
                    deleted++;
                }
            }
            while (keys.Count == BatchSize);
        }

        return deleted;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, _timeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await TrySweepAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task TrySweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var deleted = await SweepAsync(cancellationToken);
            if (deleted > 0)
            {
                LogSwept(deleted);
            }
        }
#pragma warning disable CA1031 // A sweep that fails (the database is away) is tried again in a minute.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogFailed(exception);
        }
#pragma warning restore CA1031
    }

    [LoggerMessage(EventId = 7101, Level = LogLevel.Debug, Message = "Retention ends with the server")]
    private partial void LogStopped();

    [LoggerMessage(EventId = 7102, Level = LogLevel.Information, Message = "Retention deleted {Count} closed runs")]
    private partial void LogSwept(int count);

    [LoggerMessage(EventId = 7103, Level = LogLevel.Warning, Message = "Retention failed; it is tried again")]
    private partial void LogFailed(Exception exception);
}
