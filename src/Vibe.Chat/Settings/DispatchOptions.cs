namespace Vibe.Chat.Settings;

/// <summary>How stored events are handed on.</summary>
public sealed class DispatchOptions
{
    /// <summary>Where these options are configured.</summary>
    public const string SectionName = "Dispatch";

    /// <summary>How many events are worked on at once.</summary>
    /// <value>16 by default; 1 to 256.</value>
    public int Concurrency { get; set; } = 16;

    /// <summary>After this time an event whose process died is handed out again.</summary>
    /// <value>30 seconds by default; more than the worker's patience, at most 1 hour.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the inbox is looked at when nothing wakes the dispatcher.</summary>
    /// <value>1 second by default; 50 milliseconds to 1 minute.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a worker may take to answer a click before the person is told that it is away.</summary>
    /// <value>3 seconds by default; 100 milliseconds to 1 minute.</value>
    public TimeSpan WorkerPatience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The pause before an event is tried again; it doubles each time.</summary>
    /// <value>1 second by default; 10 milliseconds to the longest pause.</value>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before an event is tried again.</summary>
    /// <value>30 seconds by default; at most 1 hour.</value>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an event that fails by an error of ours is tried before it is given up.</summary>
    /// <value>8 by default; 1 to 100.</value>
    public int Attempts { get; set; } = 8;

    /// <summary>How long an event waits for a worker or the workflow service before it is given up.</summary>
    /// <value>1 day by default; 1 minute to 30 days.</value>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long done events are kept; within this time repeats are recognised.</summary>
    /// <value>7 days by default; 1 hour to 365 days.</value>
    public TimeSpan KeepDone { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often one of all processes looks for builds that ended in Temporal without showing it, because somebody terminated or deleted them there.</summary>
    /// <value>30 seconds by default; 100 milliseconds to 1 hour.</value>
    public TimeSpan LookForEnded { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a build must stay unknown to Temporal until its card says that it has ended: a wrong address must not end builds that are well elsewhere.</summary>
    /// <value>15 minutes by default; up to 7 days, 0 believes at once.</value>
    public TimeSpan BelieveUnknown { get; set; } = TimeSpan.FromMinutes(15);
}
