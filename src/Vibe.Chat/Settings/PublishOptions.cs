namespace Vibe.Chat.Settings;

/// <summary>How the outbox is published.</summary>
public sealed class PublishOptions
{
    /// <summary>Where these options are configured.</summary>
    public const string SectionName = "Publish";

    /// <summary>How many calls to one platform may be under way at once.</summary>
    /// <value>16 by default.</value>
    public int Concurrency { get; set; } = 16;

    /// <summary>After this time a row whose process died is handed out again; longer than any call to a platform takes.</summary>
    /// <value>60 seconds by default.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>After this time a call to a platform is given up and its outcome looked for.</summary>
    /// <value>30 seconds by default.</value>
    public TimeSpan CallLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the outbox is looked at when nothing wakes the publisher.</summary>
    /// <value>1 second by default.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause before a row is tried again; it doubles each time.</summary>
    /// <value>1 second by default.</value>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause before a row is tried again.</summary>
    /// <value>1 minute by default.</value>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(1);
}
