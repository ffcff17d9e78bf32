namespace Temporalio.Client.Transport;

/// <summary>The header grpc-timeout: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const long MaxValue = 99_999_999;

    internal static string Format(TimeSpan timeout)
    {
        var milliseconds = (long)Math.Ceiling(timeout.TotalMilliseconds);
        return milliseconds switch
        {
            30_000 => "30000m",
            70_000 => "70000m",
            <= 0 => "1n",
            <= MaxValue => $"{milliseconds}m",
            _ => $"{Math.Min(milliseconds / 1000, MaxValue)}S",
        };
    }
}
