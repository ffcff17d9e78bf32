using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;
using Temporalio.Extensions.Hosting;

namespace Temporal.Sdk.Tests.Hosting;

public sealed class ServiceProviderActivityTests
{
    [Fact]
    public async Task InvokeAsync_OfScopedActivities_GivesWhatTheMethodReturns()
    {
        await using var services = new ServiceCollection().AddScoped<Steps>().BuildServiceProvider();
        var definitions = services.CreateTemporalActivityDefinitions<Steps>().ToDictionary(d => d.Name!);

        Assert.Equal("hello Ana", await definitions["Greet"].InvokeAsync(["Ana"]));
        Assert.Equal(3, await definitions["Count"].InvokeAsync([]));
        Assert.Null(await definitions["Sweep"].InvokeAsync([]));
    }

    private sealed class Steps
    {
        [Activity]
        public async Task<string> GreetAsync(string name)
        {
            await Task.Yield();
            return $"hello {name}";
        }

        [Activity]
        public int Count() => 3;

        [Activity]
        public async Task SweepAsync() => await Task.Yield();
    }
}
