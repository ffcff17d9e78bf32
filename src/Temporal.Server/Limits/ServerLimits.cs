namespace Temporal.Server.Limits;

/// <summary>Limits and time spans of the service; each is set under the name of the real server's dynamic configuration.</summary>
/// <remarks>Defaults are those of server 1.32. Sizes are bytes.</remarks>
internal sealed class ServerLimits
{
    /// <summary>limit.blobSize.error</summary>
    public int BlobSize { get; set; } = 2 * 1024 * 1024;

    /// <summary>limit.memoSize.error</summary>
    public int MemoSize { get; set; } = 2 * 1024 * 1024;

    /// <summary>limit.historySize.error</summary>
    public long HistorySize { get; set; } = 50L * 1024 * 1024;

    /// <summary>limit.historyCount.error</summary>
    public long HistoryCount { get; set; } = 50 * 1024;

    /// <summary>limit.historySize.suggestContinueAsNew</summary>
    public long HistorySizeSuggestContinueAsNew { get; set; } = 4L * 1024 * 1024;

    /// <summary>limit.historyCount.suggestContinueAsNew</summary>
    public long HistoryCountSuggestContinueAsNew { get; set; } = 4 * 1024;

    /// <summary>limit.numPendingActivities.error</summary>
    public int PendingActivities { get; set; } = 2000;

    /// <summary>limit.numPendingChildExecutions.error</summary>
    public int PendingChildren { get; set; } = 2000;

    /// <summary>limit.numPendingSignals.error</summary>
    public int PendingSignals { get; set; } = 2000;

    /// <summary>limit.numPendingCancelRequests.error</summary>
    public int PendingCancelRequests { get; set; } = 2000;

    /// <summary>limit.maxIDLength</summary>
    public int IdLength { get; set; } = 1000;

    /// <summary>history.maximumSignalsPerExecution</summary>
    public int SignalsPerExecution { get; set; } = 10_000;

    /// <summary>history.maximumBufferedEventsBatch</summary>
    public int BufferedEvents { get; set; } = 100;

    /// <summary>history.maximumBufferedEventsSizeInBytes</summary>
    public int BufferedEventsSize { get; set; } = 2 * 1024 * 1024;

    /// <summary>history.maxInFlightUpdates</summary>
    public int UpdatesInFlight { get; set; } = 10;

    /// <summary>history.maxTotalUpdates</summary>
    public int UpdatesTotal { get; set; } = 2000;

    /// <summary>history.maxTotalUpdates.suggestContinueAsNewThreshold</summary>
    public double UpdatesSuggestContinueAsNew { get; set; } = 0.9;

    /// <summary>history.longPollExpirationInterval</summary>
    public TimeSpan HistoryLongPoll { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>matching.longPollExpirationInterval</summary>
    public TimeSpan TaskLongPoll { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>history.longPollExpirationInterval governs updates on the real server too; kept apart for tests.</summary>
    public TimeSpan UpdateLongPoll { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>history.defaultWorkflowTaskTimeout</summary>
    public TimeSpan WorkflowTaskTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>history.maxWorkflowTaskTimeout</summary>
    public TimeSpan MaximumWorkflowTaskTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>history.workflowTaskHeartbeatTimeout</summary>
    public TimeSpan WorkflowTaskHeartbeatTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>history.workflowIdReuseMinimalInterval: runs of a chain are at least this apart.</summary>
    public TimeSpan WorkflowIdReuseMinimalInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>frontend.historyMaxPageSize</summary>
    public int HistoryPageSize { get; set; } = 256;

    /// <summary>matching.enableFairness: tasks of one priority level go round over their fairness keys.</summary>
    public bool EnableFairness { get; set; } = true;
}
