using System.Globalization;

namespace Temporal.Server.Limits;

/// <summary>Reads limits and intervals under the names of the real server's dynamic configuration.</summary>
internal static class DynamicConfig
{
    private delegate void Setter(ServerLimits limits, SearchAttributeLimits search, string value);

    private static readonly Dictionary<string, Setter> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["limit.blobSize.error"] = (l, _, v) => l.BlobSize = Int(v),
        ["limit.memoSize.error"] = (l, _, v) => l.MemoSize = Int(v),
        ["limit.historySize.error"] = (l, _, v) => l.HistorySize = Long(v),
        ["limit.historyCount.error"] = (l, _, v) => l.HistoryCount = Long(v),
        ["limit.historySize.suggestContinueAsNew"] = (l, _, v) => l.HistorySizeSuggestContinueAsNew = Long(v),
        ["limit.historyCount.suggestContinueAsNew"] = (l, _, v) => l.HistoryCountSuggestContinueAsNew = Long(v),
        ["limit.numPendingActivities.error"] = (l, _, v) => l.PendingActivities = Int(v),
        ["limit.numPendingChildExecutions.error"] = (l, _, v) => l.PendingChildren = Int(v),
        ["limit.numPendingSignals.error"] = (l, _, v) => l.PendingSignals = Int(v),
        ["limit.numPendingCancelRequests.error"] = (l, _, v) => l.PendingCancelRequests = Int(v),
        ["limit.maxIDLength"] = (l, _, v) => l.IdLength = Int(v),
        ["history.maximumSignalsPerExecution"] = (l, _, v) => l.SignalsPerExecution = Int(v),
        ["history.maximumBufferedEventsBatch"] = (l, _, v) => l.BufferedEvents = Int(v),
        ["history.maximumBufferedEventsSizeInBytes"] = (l, _, v) => l.BufferedEventsSize = Int(v),
        ["history.maxInFlightUpdates"] = (l, _, v) => l.UpdatesInFlight = Int(v),
        ["history.maxTotalUpdates"] = (l, _, v) => l.UpdatesTotal = Int(v),
        ["history.maxTotalUpdates.suggestContinueAsNewThreshold"] = (l, _, v) => l.UpdatesSuggestContinueAsNew = Double(v),
        ["history.longPollExpirationInterval"] = (l, _, v) => l.HistoryLongPoll = l.UpdateLongPoll = Time(v),
        ["matching.longPollExpirationInterval"] = (l, _, v) => l.TaskLongPoll = Time(v),
        ["history.defaultWorkflowTaskTimeout"] = (l, _, v) => l.WorkflowTaskTimeout = Time(v),
        ["history.maxWorkflowTaskTimeout"] = (l, _, v) => l.MaximumWorkflowTaskTimeout = Time(v),
        ["history.workflowTaskHeartbeatTimeout"] = (l, _, v) => l.WorkflowTaskHeartbeatTimeout = Time(v),
        ["history.workflowIdReuseMinimalInterval"] = (l, _, v) => l.WorkflowIdReuseMinimalInterval = Time(v),
        ["frontend.historyMaxPageSize"] = (l, _, v) => l.HistoryPageSize = Int(v),
        ["matching.enableFairness"] = (l, _, v) => l.EnableFairness = Flag(v),
        ["frontend.visibilityMaxPageSize"] = (_, s, v) => s.PageSize = Int(v),
        ["frontend.searchAttributesNumberOfKeysLimit"] = (_, s, v) => s.Keys = Int(v),
        ["frontend.searchAttributesSizeOfValueLimit"] = (_, s, v) => s.ValueSize = Int(v),
        ["frontend.searchAttributesTotalSizeLimit"] = (_, s, v) => s.TotalSize = Int(v),
        // Warnings and rate limits of the real server: accepted so that its configurations can be used, without effect here.
        ["limit.blobSize.warn"] = (_, _, v) => Long(v),
        ["limit.memoSize.warn"] = (_, _, v) => Long(v),
        ["limit.historySize.warn"] = (_, _, v) => Long(v),
        ["limit.historyCount.warn"] = (_, _, v) => Long(v),
        ["frontend.rps"] = (_, _, v) => Double(v),
        ["frontend.namespaceRPS"] = (_, _, v) => Double(v),
        ["frontend.namespaceCount"] = (_, _, v) => Long(v),
        ["history.rps"] = (_, _, v) => Double(v),
        ["matching.rps"] = (_, _, v) => Double(v),
        ["matching.numTaskqueueReadPartitions"] = (_, _, v) => Long(v),
        ["matching.numTaskqueueWritePartitions"] = (_, _, v) => Long(v),
        ["system.forceSearchAttributesCacheRefreshOnRead"] = (_, _, v) => Flag(v),
    };

    /// <summary>The names that are known.</summary>
    public static IReadOnlyCollection<string> Names => Settings.Keys;

    /// <summary>Applies all values.</summary>
    /// <exception cref="InvalidOperationException">Names that are unknown and values that do not parse, all in one message.</exception>
    public static void Apply(IReadOnlyDictionary<string, string> values, ServerLimits limits, SearchAttributeLimits search)
    {
        var errors = new List<string>();
        foreach (var (name, value) in values)
        {
            if (!Settings.TryGetValue(name, out var setter))
            {
                errors.Add($"\"{name}\" is not known; known are {string.Join(", ", Settings.Keys.Order(StringComparer.Ordinal))}");
                continue;
            }

            try
            {
                setter(limits, search, value);
            }
            catch (FormatException exception)
            {
                errors.Add($"\"{name}\": {exception.Message}");
            }
        }

        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"Temporal dynamic configuration: {string.Join("; ", errors)}.");
        }
    }

    private static int Int(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(value, "a whole number");

    private static long Long(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(value, "a whole number");

    private static double Double(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : throw Bad(value, "a number");

    private static bool Flag(string value) => bool.TryParse(value, out var flag) ? flag : throw Bad(value, "true or false");

    private static TimeSpan Time(string value) =>
        DurationText.TryParse(value, out var nanoseconds) && nanoseconds >= 0
            ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick)
            : throw Bad(value, "a duration like 5s or 1m30s");

    private static FormatException Bad(string value, string expected) => new($"\"{value}\" is not {expected}");
}
