using Temporal.Sdk.Tests.Servers;
using Temporalio.Client;
using Temporalio.Worker;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Samples;

/// <summary>Programs of the shapes that people write with the SDK, on the service of <see cref="TemporalBackend" />.</summary>
public abstract class SampleBase
{
    private protected static async Task RunAsync(Action<TemporalWorkerOptions> configure, Func<ITemporalClient, WorkflowOptions, Task> test, ITemporalClient? client = null)
    {
        client ??= await TemporalBackend.ConnectAsync();
        var options = new TemporalWorkerOptions(TemporalServerFixture.NewName("sample"));
        configure(options);
        using var worker = new TemporalWorker(client, options);
        await worker.ExecuteAsync(() => Eventually.WithinAsync(test(client, new WorkflowOptions(TemporalServerFixture.NewName("sample"), options.TaskQueue!))));
    }
}
