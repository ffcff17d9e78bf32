namespace Vibe.Benchmarks.Sdk;

/// <summary>What one side measured.</summary>
internal sealed record SdkResult(string Name, SdkResult.Rate Workflows, SdkResult.Rate Activities, SdkResult.Latency LatencyMs, SdkResult.Rate? Cached)
{
    internal sealed record Rate(double PerSecond, double CpuMs, double RssMb, double KbEach = 0);

    internal sealed record Latency(double P50, double P99);
}
