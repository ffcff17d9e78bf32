namespace Temporalio.Activities;

/// <summary>Tokens of a running activity.</summary>
/// <param name="Cancellation">Cancelled when it should end.</param>
/// <param name="WorkerShutdown">Cancelled when its worker begins to shut down.</param>
internal readonly record struct ActivityTokens(CancellationToken Cancellation, CancellationToken WorkerShutdown);
