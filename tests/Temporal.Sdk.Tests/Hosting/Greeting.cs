namespace Temporal.Sdk.Tests.Hosting;

/// <summary>A dependency that notes whether it was disposed of.</summary>
public sealed class Greeting(GreetingLog log) : IDisposable
{
    public string Text => "Hello";

    public void Dispose() => log.Disposed.TrySetResult();
}
