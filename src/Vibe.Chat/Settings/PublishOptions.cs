namespace Vibe.Chat.Settings;

/// <summary>How the outbox is published.</summary>
public sealed class PublishOptions
{
    /// <summary>Where these options are configured.</summary>
    public const string SectionName = "Publish";

    /// <summary>How many calls to one platform may be under way at once.</summary>
    /// <value>16 by default; 1 to 256.</value>
    public int Concurrency { get; set; } = 16;

    /// <summary>After this time a row whose process died is handed out again; it is held for longer while a call is under way. A process on the same machine takes over at once.</summary>
    /// <value>15 seconds by default; 3 seconds to 1 hour.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After this time a call to a platform is given up and its outcome looked for.</summary>
    /// <value>30 seconds by default; 1 second to 10 minutes.</value>
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>After this time the upload of a file is given up and tried again; it takes as long as the line is slow.</summary>
    /// <value>10 minutes by default; 1 second to 1 hour.</value>
    public TimeSpan UploadLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often the outbox is looked at when nothing wakes the publisher.</summary>
    /// <value>1 second by default; 50 milliseconds to 1 minute.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause before a row is tried again; it doubles each time.</summary>
    /// <value>1 second by default; 10 milliseconds to the longest pause.</value>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause before something is tried again that a platform refuses until somebody mends it; it doubles each time.</summary>
    /// <value>5 seconds by default; 10 milliseconds to the longest such pause.</value>
    public TimeSpan BlockedPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause before something is tried again that a platform refuses until somebody mends it.</summary>
    /// <value>2 minutes by default; at most 1 hour.</value>
    public TimeSpan LongestBlockedPause { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How old something may get that a platform refuses until somebody mends it, before it is given up.</summary>
    /// <value>30 days by default; 1 hour to 365 days.</value>
    public TimeSpan LongestBlock { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The longest pause before a row is tried again.</summary>
    /// <value>1 minute by default; at most 1 hour.</value>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);
}
