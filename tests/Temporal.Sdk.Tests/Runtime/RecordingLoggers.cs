using Microsoft.Extensions.Logging;

namespace Temporal.Sdk.Tests.Runtime;

/// <summary>Keeps what is logged, with its scopes.</summary>
internal sealed class RecordingLoggers : ILoggerFactory, ILogger
{
    private readonly List<object> scopes = [];

    public List<(LogLevel Level, string Text, IReadOnlyList<object> Scopes)> Entries { get; } = [];

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        scopes.Add(state);
        return new Scope(scopes, state);
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Add((logLevel, formatter(state, exception), [.. scopes]));

    private sealed class Scope(List<object> scopes, object state) : IDisposable
    {
        public void Dispose() => scopes.Remove(state);
    }
}
