namespace Temporalio.Worker.Interceptors;

/// <summary>What a timer takes.</summary>
/// <param name="Delay">How long.</param>
/// <param name="CancellationToken">Cancels the timer; null takes the workflow's token.</param>
/// <param name="Summary">One line for user interfaces.</param>
public record DelayAsyncInput(
    TimeSpan Delay,
    CancellationToken? CancellationToken,
    string? Summary);
