namespace Temporalio.Workflows;

/// <summary>What cancelling the token of an activity call does.</summary>
public enum ActivityCancellationType
{
    /// <summary>Ask the server to cancel the activity and report it as cancelled at once.</summary>
    TryCancel = 0,

    /// <summary>Ask the server to cancel the activity and wait until the activity has closed.</summary>
    WaitCancellationCompleted = 1,

    /// <summary>Report the activity as cancelled at once and let it run on.</summary>
    Abandon = 2,
}
