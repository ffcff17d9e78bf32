using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Temporalio.Client;
using Vibe.Benchmarks.Server;
using Vibe.Chat;
using Vibe.Chat.Outbound;
using Vibe.Data.Migrations;
using Vibe.Slack;

namespace Vibe.Benchmarks.Acknowledge;

/// <summary>The web role's way in, as the host composes it: Slack's end points, checks, the inbox on PostgreSQL; the dispatcher on request.</summary>
internal static class AcknowledgeServeCommand
{
    public static async Task<int> RunAsync(BenchmarkArguments arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Slack:SigningSecret"] = arguments.Text("secret", ""), ["Slack:BotToken"] = "xoxb-bench" });
        var services = builder.Services;
        services.AddSingleton(NpgsqlDataSource.Create(arguments.Text("postgres", "")));
        services.AddSingleton<ITemporalClient>(_ => TemporalClient.CreateLazy(new TemporalClientConnectOptions("127.0.0.1:1")));
        services.AddVibeSlack(builder.Configuration).AddVibeChat();

        // Nobody is called: Slack's side is the load generator.
        services.RemoveAll<IChatPlatform>();
        services.AddSingleton<IChatPlatform, SilentPlatform>();
        string[] running = arguments.Text("dispatch", "no") == "yes" ? ["ChangeListener", "InboxDispatcher"] : [];
        foreach (var hosted in services.Where(s => s.ServiceType == typeof(IHostedService) && IsOfVibe(s) && !running.Contains(s.ImplementationType?.Name)).ToArray())
        {
            services.Remove(hosted);
        }

        await using var app = builder.Build();
        await app.Services.GetRequiredService<IDatabaseMigrator>().MigrateAsync(CancellationToken.None);
        app.MapVibeSlack();
        await app.StartAsync();
        Console.WriteLine($"port {new Uri(app.Urls.First()).Port}");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>How many events the inbox holds.</summary>
    public static async Task<long> CountAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("select count(*) from vibe.inbox");
        return (long)(await command.ExecuteScalarAsync() ?? 0L);
    }

    private static bool IsOfVibe(ServiceDescriptor service) =>
        service.ImplementationType?.FullName?.StartsWith("Vibe.", StringComparison.Ordinal) ?? service.ImplementationFactory?.Method.DeclaringType?.FullName?.StartsWith("Vibe.", StringComparison.Ordinal) ?? false;
}
