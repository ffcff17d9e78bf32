namespace Temporalio.Workflows;

/// <summary>What happens to a child workflow when its parent closes.</summary>
public enum ParentClosePolicy
{
    /// <summary>Leave the choice to the server, which terminates the child.</summary>
    None = 0,

    /// <summary>Terminate the child.</summary>
    Terminate = 1,

    /// <summary>Let the child run on.</summary>
    Abandon = 2,

    /// <summary>Ask for the child's cancellation.</summary>
    RequestCancel = 3,
}
