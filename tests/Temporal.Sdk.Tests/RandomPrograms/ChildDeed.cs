namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>What a child of a random program does.</summary>
public enum ChildDeed
{
    /// <summary>Runs its steps.</summary>
    Run,

    /// <summary>Fails after its steps.</summary>
    Fail,

    /// <summary>Waits until it is cancelled.</summary>
    WaitForCancel,

    /// <summary>Is started and left alone.</summary>
    Leave,

    /// <summary>Is left alone and waits until it is cancelled.</summary>
    LeaveWaiting,

    /// <summary>Is cancelled by its id.</summary>
    CancelById,

    /// <summary>Waits for a signal of its parent.</summary>
    Signal,

    /// <summary>Has an id that a running one has.</summary>
    Twice,
}
