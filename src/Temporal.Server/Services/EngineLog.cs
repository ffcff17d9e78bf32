using Microsoft.Extensions.Logging;
using Temporal.Server.Grpc;

namespace Temporal.Server.Services;

/// <summary>What the engine tells of work that nobody waits for.</summary>
internal static partial class EngineLog
{
    /// <summary>Waits for work whose failure has no caller to be told.</summary>
    public static async Task ObserveAsync(Task work, ILogger logger)
    {
        try
        {
            await work;
        }
        catch (ServiceException error)
        {
            LogFailed(logger, error);
        }
    }

    [LoggerMessage(EventId = 7102, Level = LogLevel.Error, Message = "A transition that the clock caused was not stored")]
    private static partial void LogFailed(ILogger logger, Exception error);
}
