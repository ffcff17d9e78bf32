using Temporalio.Activities;

namespace Temporal.Sdk.Tests.Hosting;

/// <summary>Activities with a dependency.</summary>
public sealed class ScopedGreeter(Greeting greeting)
{
    [Activity]
    public string Greet(string name) => $"{greeting.Text}, {name}";
}
