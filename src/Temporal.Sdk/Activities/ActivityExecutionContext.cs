using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>What an activity has at hand while it runs. It follows the activity's asynchronous flow.</summary>
public class ActivityExecutionContext
{
    private static readonly AsyncLocal<ActivityExecutionContext?> AsyncCurrent = new();
    private readonly Action<object?[]> heartbeat;
    private readonly Func<ITemporalClient>? client;
    private readonly Func<(ActivityCancelReason Reason, ActivityCancellationDetails? Details)> cancellation;

    /// <summary>Creates a context.</summary>
    internal ActivityExecutionContext(
        ActivityInfo info, ActivityTokens tokens, ILogger logger, IPayloadConverter payloadConverter, ActivityHooks hooks)
    {
        Info = info;
        CancellationToken = tokens.Cancellation;
        WorkerShutdownToken = tokens.WorkerShutdown;
        Logger = logger;
        PayloadConverter = payloadConverter;
        heartbeat = hooks.Heartbeat;
        client = hooks.Client;
        cancellation = hooks.Cancellation;
    }

    /// <summary>Whether there is a context here.</summary>
    public static bool HasCurrent => AsyncCurrent.Value is not null;

    /// <summary>The context of the activity that runs here.</summary>
    /// <exception cref="InvalidOperationException">No activity runs here.</exception>
    public static ActivityExecutionContext Current =>
        AsyncCurrent.Value ?? throw new InvalidOperationException("No current context: this code does not run in an activity");

    /// <summary>What is known of the activity.</summary>
    public ActivityInfo Info { get; }

    /// <summary>Logger; its scope has the activity's ids.</summary>
    public ILogger Logger { get; }

    /// <summary>Cancelled when the activity should end; <see cref="CancelReason" /> says why. Requests from outside arrive with heartbeats only.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Cancelled when the worker begins to shut down.</summary>
    public CancellationToken WorkerShutdownToken { get; }

    /// <summary>Why <see cref="CancellationToken" /> was cancelled.</summary>
    public ActivityCancelReason CancelReason => cancellation().Reason;

    /// <summary>All that is known of the cancellation; null if there was none.</summary>
    public ActivityCancellationDetails? CancellationDetails => cancellation().Details;

    /// <summary>Payload converter of the activity.</summary>
    public IPayloadConverter PayloadConverter { get; }

    /// <summary>The worker's client.</summary>
    /// <exception cref="InvalidOperationException">There is none, as in some tests.</exception>
    public ITemporalClient TemporalClient =>
        client?.Invoke() ?? throw new InvalidOperationException("No Temporal client: set one in the test environment");

    /// <summary>Where the context is kept.</summary>
    internal static AsyncLocal<ActivityExecutionContext?> Local => AsyncCurrent;

    /// <summary>Says that the activity is alive. Calls are throttled; the newest details are what a retry gets.</summary>
    /// <param name="details">Details for the next attempt.</param>
    public void Heartbeat(params object?[] details) => heartbeat(details);
}
