namespace Temporalio.Workflows;

/// <summary>What cancelling the token of a child workflow call does.</summary>
public enum ChildWorkflowCancellationType
{
    /// <summary>Report the child as cancelled at once and let it run on.</summary>
    Abandon = 0,

    /// <summary>Ask for the child's cancellation and report it as cancelled at once.</summary>
    TryCancel = 1,

    /// <summary>Ask for the child's cancellation and wait until the child has closed. This is the default.</summary>
    WaitCancellationCompleted = 2,

    /// <summary>Ask for the child's cancellation and wait until the request is recorded.</summary>
    WaitCancellationRequested = 3,
}
