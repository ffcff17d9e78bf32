namespace Vibe.Benchmarks.Acknowledge;

/// <summary>Latencies in milliseconds, gathered by several connections.</summary>
internal sealed class Latencies
{
    private readonly Lock gate = new();
    private readonly List<double> values = [];
    private bool isSorted = true;

    public int Count
    {
        get
        {
            lock (gate)
            {
                return values.Count;
            }
        }
    }

    public void AddRange(List<double> more)
    {
        lock (gate)
        {
            values.AddRange(more);
            isSorted = false;
        }
    }

    public double Percentile(double share)
    {
        lock (gate)
        {
            if (!isSorted)
            {
                values.Sort();
                isSorted = true;
            }

            return values.Count == 0 ? double.NaN : values[(int)Math.Min(values.Count - 1, Math.Ceiling(share * values.Count) - 1)];
        }
    }
}
