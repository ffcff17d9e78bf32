using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;

namespace Temporalio.Worker.ActivityTasks;

/// <summary>Ids of an activity for all that is logged while it runs.</summary>
internal static class ActivityLogScope
{
    public static IDisposable? Begin(ILogger logger, ActivityInfo info) => logger is NullLogger || !logger.IsEnabled(LogLevel.Critical)
        ? null
        : logger.BeginScope(new Dictionary<string, object?>
        {
            ["ActivityId"] = info.ActivityId,
            ["ActivityType"] = info.ActivityType,
            ["Attempt"] = info.Attempt,
            ["WorkflowId"] = info.WorkflowId,
            ["WorkflowType"] = info.WorkflowType,
        });
}
