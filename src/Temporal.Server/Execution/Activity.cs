using Temporal.Server.Execution.State;
using Temporalio.Api.History.V1;

namespace Temporal.Server.Execution;

/// <summary>A pending activity.</summary>
internal sealed class Activity(ActivityState state, HistoryEvent? scheduled)
{
    public ActivityState State { get; } = state;

    /// <summary>Its scheduled event; null after a restart until it was read back.</summary>
    public HistoryEvent? Scheduled { get; set; } = scheduled;

    /// <summary>Keeps a skipping clock from jumping while the activity runs.</summary>
    public IDisposable? TimeHold { get; set; }

    public bool IsStarted => State.StartedAt != 0;

    /// <summary>Whether its policy allows one attempt alone: then it must not run a second time, whatever happens to this service.</summary>
    public bool IsOnlyAttempt => State.RetryPolicy.MaximumAttempts == 1;

    public void ReleaseTime()
    {
        TimeHold?.Dispose();
        TimeHold = null;
    }
}
