using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>Keeps what workers log about tasks that failed, were refused or could not be handled.</summary>
internal sealed class WorkerTroubles : ILoggerFactory, ILogger
{
    private const int TaskFailed = 1311;
    private const int CompletionRefused = 1313;
    private const int TaskLost = 1321;
    private const int ActivityLost = 1343;

    public ConcurrentQueue<string> All { get; } = [];

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id is TaskFailed or CompletionRefused or TaskLost or ActivityLost)
        {
            All.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
