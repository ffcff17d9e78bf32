using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Temporal.Sdk.Tests.Servers;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Hosting;

public sealed class HostingTests
{
    [SkippableFact]
    public async Task AddHostedTemporalWorker_ScopedActivities_RunInAScopeEach()
    {
        var address = await TemporalBackend.AddressAsync();
        var queue = $"queue-{Guid.NewGuid()}";
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<GreetingLog>().AddScoped<Greeting>();
        builder.Services.AddTemporalClient(address);
        builder.Services.AddHostedTemporalWorker(queue).AddScopedActivities<ScopedGreeter>().AddWorkflow<GreetWorkflow>();
        using var host = builder.Build();
        await host.StartAsync();
        var client = host.Services.GetRequiredService<ITemporalClient>();
        var result = await Eventually.WithinAsync(client.ExecuteWorkflowAsync(
            (GreetWorkflow wf) => wf.RunAsync("Ada"), new(id: $"wf-{Guid.NewGuid()}", taskQueue: queue)));
        Assert.Equal("Hello, Ada", result);
        await Eventually.WithinAsync(host.Services.GetRequiredService<GreetingLog>().Disposed.Task);
        await host.StopAsync();
    }

    [Fact]
    public void AddHostedTemporalWorker_SameQueueTwice_Throws()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue");
        Assert.Throws<InvalidOperationException>(() => services.AddHostedTemporalWorker("queue"));
        services.AddHostedTemporalWorker("other");
    }

    [Fact]
    public void AddHostedTemporalWorker_BuildId_IsRefused() =>
        Assert.Throws<NotSupportedException>(() => new ServiceCollection().AddHostedTemporalWorker("queue", "build"));

    [Fact]
    public void HostedWorker_NoClient_SaysHowToGetOne()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("queue");
        using var provider = services.BuildServiceProvider();
        var e = Assert.Throws<InvalidOperationException>(() => provider.GetServices<IHostedService>().ToList());
        Assert.Contains("AddTemporalClient", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConfigureOptions_ClientOptions_AreUsed()
    {
        var services = new ServiceCollection();
        services.AddHostedTemporalWorker("host:1", "space", "queue").ConfigureOptions(options => options.MaxCachedWorkflows = 7);
        using var provider = services.BuildServiceProvider();
        Assert.IsType<TemporalWorkerService>(Assert.Single(provider.GetServices<IHostedService>()));
    }
}
