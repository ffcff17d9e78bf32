namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>What an activity of a random program does.</summary>
public enum ActivityDeed
{
    /// <summary>Succeeds at once.</summary>
    Succeed,

    /// <summary>Fails twice, then succeeds.</summary>
    FailTwice,

    /// <summary>Fails for good.</summary>
    FailForGood,

    /// <summary>Fails until its attempts are used up.</summary>
    FailAlways,

    /// <summary>Beats, fails, and succeeds with the details of its beat.</summary>
    Resume,

    /// <summary>Beats until it is cancelled, and ends as cancelled.</summary>
    WaitAndCancel,

    /// <summary>Beats until it is cancelled, and succeeds all the same.</summary>
    WaitAndSucceed,

    /// <summary>Beats until it is cancelled, and fails.</summary>
    WaitAndFail,

    /// <summary>Is longer than its start-to-close time-out.</summary>
    TakeTooLong,

    /// <summary>Does not beat.</summary>
    BeatNever,

    /// <summary>Is of a queue that nobody serves.</summary>
    BeUnserved,

    /// <summary>Fails until its schedule-to-close time-out.</summary>
    FailTooLong,

    /// <summary>Is completed from outside.</summary>
    CompleteOutside,

    /// <summary>Takes some time.</summary>
    Work,
}
