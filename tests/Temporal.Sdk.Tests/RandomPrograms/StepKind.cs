namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>What a step of a random program does.</summary>
public enum StepKind
{
    /// <summary>Its steps one after another.</summary>
    Sequence,

    /// <summary>Its steps at once, until all are done.</summary>
    All,

    /// <summary>Its steps at once, until one is done; the others go on, or are cancelled where Choice is 1.</summary>
    Any,

    /// <summary>Its steps in a scope that is cancelled after CancelAfter.</summary>
    Scope,

    /// <summary>Its steps in a task of their own, detached from all cancellation where Choice is 1.</summary>
    Fork,

    /// <summary>Its steps while a mutex is held.</summary>
    Locked,

    /// <summary>Its steps while one of two places of a semaphore is held, if it comes free in time.</summary>
    Place,

    /// <summary>An activity of kind <see cref="ActivityDeed" />.</summary>
    Activity,

    /// <summary>A timer.</summary>
    Timer,

    /// <summary>A condition that messages make true, with a time-out.</summary>
    Wait,

    /// <summary>A child of kind <see cref="ChildDeed" />.</summary>
    Child,

    /// <summary>A signal to its parent, or to itself, which the server refuses.</summary>
    SignalUp,

    /// <summary>A signal or a cancel request to a workflow that is not there.</summary>
    Nobody,

    /// <summary>A patch, or the end of one where Choice is 1.</summary>
    Patch,

    /// <summary>Random, NewGuid, UtcNow and the length of the history.</summary>
    Facts,

    /// <summary>Memo and search attribute.</summary>
    Upsert,

    /// <summary>Task.Yield.</summary>
    Yield,
}
