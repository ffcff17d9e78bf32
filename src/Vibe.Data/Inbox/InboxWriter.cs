using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Vibe.Core.Identity;
using Vibe.Data.Serialization;

namespace Vibe.Data.Inbox;

/// <summary>
/// Commits events in groups: while one statement is on its way to the disk, the next events gather and then share the following one.
/// Alone an event waits for nobody; under load a commit is paid once for hundreds.
/// </summary>
internal sealed class InboxWriter(NpgsqlDataSource database) : IAsyncDisposable
{
    private const int GroupLimit = 512;

    /// <summary>One row with the number of stored events; where some of the group were there before, the keys of those that were not as well.</summary>
    private const string Insert =
        """
        with stored as (
            insert into vibe.inbox (platform, workspace, event_id, payload)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
            on conflict (platform, workspace, event_id) do nothing
            returning platform, workspace, event_id),
        total as (select count(*) as count from stored)
        select t.count, s.platform, s.workspace, s.event_id from total t left join stored s on t.count < $5
        """;

    private readonly Channel<Pending> queue = Channel.CreateBounded<Pending>(new BoundedChannelOptions(16 * GroupLimit) { SingleReader = true });
    private readonly Lock starting = new();
    private Task? pump;

    public async Task<InboxReceipt> WriteAsync(InboxEntry entry, CancellationToken cancellationToken)
    {
        EnsurePump();
        var pending = new Pending(entry);
        await queue.Writer.WriteAsync(pending, cancellationToken);

        // From here on it is stored, and soon: who goes away now would only not hear of it.
        return await pending.Outcome.Task;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (pump is not null)
        {
            await pump;
        }
    }

    private void EnsurePump()
    {
        if (pump is not null)
        {
            return;
        }

        lock (starting)
        {
            pump ??= Task.Run(PumpAsync, CancellationToken.None);
        }
    }

    /// <summary>Runs until the writer is disposed and the queue is empty: what was promised to a caller is brought to an end.</summary>
    private async Task PumpAsync()
    {
        var group = new List<Pending>(GroupLimit);
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            group.Clear();
            while (group.Count < GroupLimit && queue.Reader.TryRead(out var pending))
            {
                group.Add(pending);
            }

            await CommitAsync(group);
        }
    }

    private async Task CommitAsync(List<Pending> group)
    {
        try
        {
            var stored = await InsertAsync(group);
            foreach (var pending in group)
            {
                // The first of two equal events in one group is the one that was stored.
                pending.Outcome.TrySetResult(stored is null || stored.Remove(pending.Entry.Key) ? InboxReceipt.Stored : InboxReceipt.Repeat);
            }
        }
        catch (PostgresException) when (group.Count > 1)
        {
            // One event that the database refuses must not take its neighbours along.
            foreach (var pending in group.ToArray())
            {
                await CommitAsync([pending]);
            }
        }
#pragma warning disable CA1031 // Whatever ended the statement is each caller's to hear; the pump goes on for the next.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            foreach (var pending in group)
            {
                pending.Outcome.TrySetException(failure);
            }
        }
    }

    /// <summary>The keys that were stored; <see langword="null"/> where all were.</summary>
    private async Task<HashSet<EventKey>?> InsertAsync(List<Pending> group)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(Insert, connection);
        AddTexts(command, group, p => PlatformNames.Write(p.Entry.Key.Platform));
        AddTexts(command, group, p => p.Entry.Key.Workspace);
        AddTexts(command, group, p => p.Entry.Key.EventId);
        AddTexts(command, group, p => p.Entry.Payload);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = group.Count });

        // Kept by the physical connection, so that only the first group on it pays for planning.
        await command.PrepareAsync(CancellationToken.None);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var stored = new HashSet<EventKey>();
        while (await reader.ReadAsync(CancellationToken.None))
        {
            if (reader.GetInt64(0) == group.Count)
            {
                return null;
            }

            if (!reader.IsDBNull(1))
            {
                stored.Add(new EventKey(PlatformNames.Read(reader.GetString(1)), reader.GetString(2), reader.GetString(3)));
            }
        }

        return stored;
    }

    private static void AddTexts(NpgsqlCommand command, List<Pending> group, Func<Pending, string> select)
    {
        var values = new string[group.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = select(group[i]);
        }

        command.Parameters.Add(new NpgsqlParameter { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }

    private sealed record Pending(InboxEntry Entry)
    {
        public TaskCompletionSource<InboxReceipt> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
