using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using Temporal.Server.Visibility;

namespace Temporal.Server.Storage.Postgres;

/// <summary>The writer loop: takes all commits that wait, writes them in one transaction, acknowledges them, takes the next.</summary>
/// <remarks>
/// A lost connection is waited out: the same group is written again, and the commit's number shows whether the first attempt was applied.
/// Anything else (another server's epoch, a state that does not fit) ends the writer; nothing is acknowledged until the store is renewed.
/// </remarks>
internal sealed partial class CommitWriter : IAsyncDisposable
{
    private const int MaxCommits = 2000;
    private const long MaxSize = 16L * 1024 * 1024;
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1);

    private readonly Channel<PendingCommit> _queue = Channel.CreateUnbounded<PendingCommit>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly WriterSession _session;
    private readonly CommitStatements _statements;
    private readonly VisibilityIndex _openRuns;
    private readonly ILogger<CommitWriter> _logger;
    private readonly Task _working;
    private Exception? _failure;
    private long _number;
    private volatile bool _isAvailable = true;
    private int _isDisposed;

    public CommitWriter(WriterSession session, string schema, VisibilityIndex openRuns, ILogger<CommitWriter> logger)
    {
        _session = session;
        _statements = new CommitStatements(schema);
        _openRuns = openRuns;
        _logger = logger;
        _number = session.LastCommit;
        _working = Task.Run(() => RunAsync(_stopping.Token));
    }

    /// <summary>False while the database is away.</summary>
    public bool IsAvailable => _isAvailable;

    /// <summary>Queues a commit; the task completes when it is on disk.</summary>
    public Task CommitAsync(StoreCommit commit)
    {
        var pending = new PendingCommit(commit);
        return _queue.Writer.TryWrite(pending)
            ? pending.Done.Task
            : Task.FromException(Volatile.Read(ref _failure) ?? new ObjectDisposedException(nameof(CommitWriter)));
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _queue.Writer.TryComplete();
        _stopping.CancelAfter(_isAvailable ? DrainTimeout : TimeSpan.Zero);
        await _working;
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        PendingCommit? left = null;
        while (left is not null || await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            var group = Take(ref left);
            try
            {
                await WriteAsync(group, cancellationToken);
                Publish(group);
                group.Complete();
            }
#pragma warning disable CA1031 // Whatever it is: it is final, said to every waiting caller and logged.
            catch (Exception exception)
            {
                FailAll(group, left, exception);
                return;
            }
#pragma warning restore CA1031
        }
    }

    private CommitGroup Take(ref PendingCommit? left)
    {
        var group = new CommitGroup();
        if (left is not null)
        {
            group.Add(left);
            left = null;
        }

        while (_queue.Reader.TryRead(out var next))
        {
            if (group.Count > 0 && (group.Count >= MaxCommits || group.Size >= MaxSize))
            {
                left = next;
                break;
            }

            group.Add(next);
        }

        return group;
    }

    private async Task WriteAsync(CommitGroup group, CancellationToken cancellationToken)
    {
        var delay = FirstRetry;
        _number++;
        while (true)
        {
            try
            {
                if (!_isAvailable)
                {
                    await _session.ReopenAsync(cancellationToken);
                }

                await using var batch = _statements.Build(group, _session.Epoch, _number);
                batch.Connection = _session.Connection;
                await batch.ExecuteNonQueryAsync(CancellationToken.None);
                SetAvailable();
                return;
            }
            catch (PostgresException exception) when (exception.SqlState == PostgresSchema.AlreadyCommitted)
            {
                SetAvailable();
                return;
            }
            catch (Exception exception) when (IsOutage(exception))
            {
                if (_isAvailable)
                {
                    _isAvailable = false;
                    LogAway(exception);
                }

                await Task.Delay(delay, cancellationToken);
                delay = delay * 2 < LongestRetry ? delay * 2 : LongestRetry;
            }
        }
    }

    private void SetAvailable()
    {
        if (!_isAvailable)
        {
            _isAvailable = true;
            LogBack();
        }
    }

    /// <summary>Whether waiting may help: the connection, the server's shutdown and start, its resources.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DatabaseDropped } => false,
        PostgresException postgres => postgres.SqlState.StartsWith("08", StringComparison.Ordinal) || postgres.SqlState.StartsWith("57", StringComparison.Ordinal)
            || postgres.SqlState.StartsWith("53", StringComparison.Ordinal) || postgres.SqlState.StartsWith("58", StringComparison.Ordinal)
            || postgres.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException => true,
        InvalidOperationException { Source: "Npgsql" } => true,
        _ => false,
    };

    private void Publish(CommitGroup group)
    {
        foreach (var change in group.Changes)
        {
            if (change.Last.IsClosed)
            {
                _openRuns.Remove(change.Key);
            }
            else if (change.Visibility is { } info)
            {
                _openRuns.Put(change.Key, info);
            }
        }
    }

    private void FailAll(CommitGroup group, PendingCommit? left, Exception exception)
    {
        var failure = exception is PostgresException { SqlState: PostgresSchema.Fenced }
            ? new StoreTakenException("Another Temporal server has taken over this database. This one has stopped writing: end it.", exception)
            : exception;
        Volatile.Write(ref _failure, failure);
        _queue.Writer.TryComplete();
        LogFailed(failure);
        group.Fail(failure);
        left?.Done.TrySetException(failure);
        while (_queue.Reader.TryRead(out var next))
        {
            next.Done.TrySetException(failure);
        }
    }

    [LoggerMessage(EventId = 7301, Level = LogLevel.Warning, Message = "The database of the Temporal store is away; commits wait for it")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(EventId = 7302, Level = LogLevel.Warning, Message = "The database of the Temporal store is back")]
    private partial void LogBack();

    [LoggerMessage(EventId = 7303, Level = LogLevel.Critical, Message = "A write of the Temporal store has failed; nothing is acknowledged until the service has read its state again")]
    private partial void LogFailed(Exception exception);
}
