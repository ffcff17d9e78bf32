namespace Temporalio.Worker.Runtime;

/// <summary>Numbers things of one kind and keeps those that are not resolved yet.</summary>
internal sealed class PendingTable<T>(string kind)
    where T : class
{
    private readonly Dictionary<uint, T> pending = [];
    private uint last;

    public int Count => pending.Count;

    public uint NextSeq() => ++last;

    public void Add(uint seq, T item) => pending.Add(seq, item);

    public bool Contains(uint seq) => pending.ContainsKey(seq);

    /// <summary>Whether there was one of this number that is not pending any more.</summary>
    public bool IsOver(uint seq) => seq > 0 && seq <= last && !pending.ContainsKey(seq);

    public bool Remove(uint seq) => pending.Remove(seq);

    /// <summary>Finds what a job is about.</summary>
    public T Get(uint seq) =>
        pending.GetValueOrDefault(seq) ?? throw new InvalidOperationException($"There is no pending {kind} {seq} in this run.");

    /// <summary>Finds what a job is about and forgets it.</summary>
    public T Take(uint seq)
    {
        var item = Get(seq);
        pending.Remove(seq);
        return item;
    }
}
