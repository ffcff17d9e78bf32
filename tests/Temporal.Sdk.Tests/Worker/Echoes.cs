using Temporalio.Activities;

namespace Temporal.Sdk.Tests.Worker;

/// <summary>Activities of the tests of the worker.</summary>
public sealed class Echoes
{
    [Activity]
    public static Task<string> EchoAsync(string text) => Task.FromResult($"echo {text}");
}
