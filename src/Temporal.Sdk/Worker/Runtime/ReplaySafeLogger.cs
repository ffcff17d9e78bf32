using Microsoft.Extensions.Logging;

namespace Temporalio.Worker.Runtime;

/// <summary>Logs with the run's facts, and says nothing while replaying.</summary>
internal sealed class ReplaySafeLogger(WorkflowContext context, ILogger inner) : ILogger
{
    private Dictionary<string, object>? scope;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => !context.IsReplayingHistoryEvents && inner.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        // Loggers belong to the host: they may start tasks and timers.
        using var suppression = SchedulerEscapeListener.Suppress();
        using var workflow = inner.BeginScope(scope ??= context.Info.CreateLoggerScope());
        using var update = WorkflowContext.CurrentUpdateInfo is { } info ? inner.BeginScope(info.CreateLoggerScope()) : null;
        inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
