namespace Vibe.Host.Failures;

/// <summary>Vibe cannot start; the message says why and what to do. Printed without a stack trace.</summary>
internal sealed class VibeStartupException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The wrong settings one by one, where it is they.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];
}
