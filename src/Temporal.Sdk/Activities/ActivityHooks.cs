using Temporalio.Client;

namespace Temporalio.Activities;

/// <summary>What stands behind a running activity: its worker or a test.</summary>
/// <param name="Heartbeat">Takes heartbeats.</param>
/// <param name="Client">The client; null: none.</param>
/// <param name="Cancellation">What is known of a cancellation.</param>
internal sealed record ActivityHooks(
    Action<object?[]> Heartbeat,
    Func<ITemporalClient>? Client,
    Func<(ActivityCancelReason Reason, ActivityCancellationDetails? Details)> Cancellation);
