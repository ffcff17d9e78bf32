namespace Temporal.Sdk.Tests.Hosting;

/// <summary>What became of greetings.</summary>
public sealed class GreetingLog
{
    public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
