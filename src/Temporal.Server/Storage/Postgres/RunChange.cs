using Temporal.Server.Keys;
using Temporalio.Api.Workflow.V1;

namespace Temporal.Server.Storage.Postgres;

/// <summary>All that one group of commits writes of one run: only the last state counts, histories add up.</summary>
internal sealed class RunChange(RunWrite first)
{
    private const int MaxRow = 128 * 1024;

    /// <summary>Names the run.</summary>
    public RunKey Key => Last.Key;

    /// <summary>As stored: a UUID.</summary>
    public Guid RunId { get; } = Guid.Parse(first.Key.RunId);

    /// <summary>As stored: a UUID.</summary>
    public Guid NamespaceId { get; } = Guid.Parse(first.Key.NamespaceId);

    /// <summary>The version that must be stored before; 0 for a new run.</summary>
    public long PreviousVersion { get; } = first.Version - 1;

    /// <summary>The newest write.</summary>
    public RunWrite Last { get; private set; } = first;

    /// <summary>The newest visibility record; null where no write had one.</summary>
    public WorkflowExecutionInfo? Visibility { get; private set; }

    /// <summary>The newest value of each part.</summary>
    public Dictionary<(int Kind, string Id), ReadOnlyMemory<byte>?> Parts { get; } = [];

    /// <summary>The new history, neighbours merged: concatenated messages of repeated fields are one message.</summary>
    public List<HistoryRow> History { get; } = [];

    /// <summary>Adds a write of this run, the first one too.</summary>
    public void Add(RunWrite write)
    {
        if (write != Last && write.Version != Last.Version + 1)
        {
            throw new InvalidOperationException($"Run {write.Key.RunId}: write {write.Version} follows write {Last.Version}.");
        }

        Last = write;
        Visibility = write.Visibility ?? Visibility;
        foreach (var part in write.Parts)
        {
            Parts[(part.Kind, part.Id)] = part.Data;
        }

        foreach (var batch in write.History)
        {
            if (History.Count > 0 && History[^1].Size + batch.Events.Length <= MaxRow)
            {
                History[^1].Append(batch);
            }
            else
            {
                History.Add(new HistoryRow(batch));
            }
        }
    }
}
