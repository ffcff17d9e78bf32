using System.Globalization;

namespace Vibe.Benchmarks.Acknowledge;

/// <summary>What was measured of one receiver.</summary>
/// <param name="PerSecond">Acknowledged requests a second under as much load as it takes.</param>
/// <param name="Saturated">Latencies under that load.</param>
/// <param name="Paced">Latencies at the fixed rate.</param>
/// <param name="Stored">Rows in the inbox afterwards; <see langword="null"/> where the receiver stores nothing.</param>
/// <param name="Sent">Requests sent in all.</param>
internal sealed record AcknowledgeResult(double PerSecond, Latencies Saturated, Latencies Paced, long? Stored, long Sent)
{
    /// <summary>The one with the median rate.</summary>
    public static AcknowledgeResult Median(IReadOnlyList<AcknowledgeResult> results) => results.OrderBy(r => r.PerSecond).ElementAt(results.Count / 2);

    public string ToRow(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {PerSecond:0} | {Saturated.Percentile(0.5):0.00} | {Saturated.Percentile(0.99):0.00} | {Paced.Percentile(0.5):0.00} | {Paced.Percentile(0.99):0.00} | {Paced.Percentile(1):0.0} | {(Stored is { } stored ? $"{stored} of {Sent}" : "no")} |");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{PerSecond:0}/s, p99 {Saturated.Percentile(0.99):0.00} ms; at 500/s p50 {Paced.Percentile(0.5):0.00} p99 {Paced.Percentile(0.99):0.00} ms; stored {Stored?.ToString(CultureInfo.InvariantCulture) ?? "nothing"} of {Sent}");
}
