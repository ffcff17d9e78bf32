using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Vibe.Host.Configuration;
using Vibe.Host.Failures;
using Vibe.Host.Roles;
using Vibe.Host.Startup;

namespace Vibe.Host;

/// <summary>The way of the process from its arguments to its end.</summary>
internal static class VibeApplication
{
    /// <summary>Where the web side listens when nothing is set.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    private const string TakenHint =
        " Another program may have the address, or another Vibe runs already: end it, or set Urls (--urls=http://127.0.0.1:5081; port 0 takes a free one).";

    /// <summary>Runs until it is asked to end.</summary>
    /// <returns>One of <see cref="VibeExit"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            if (DeadCommand.IsMeant(args))
            {
                return await DeadCommand.RunAsync(args, Console.Out);
            }

            var builder = WebApplication.CreateBuilder(args);
            var roles = RolesSetting.Read(builder.Configuration);
            await (roles == VibeRoles.Server ? RunServerAloneAsync(args) : RunAsync(builder, roles));
            return VibeExit.Ok;
        }
        catch (VibeStartupException e)
        {
            await Console.Error.WriteLineAsync($"Vibe cannot start. {e.Message}");
            return VibeExit.CannotStart;
        }
    }

    /// <summary>Every wrong setting at once, before anything is started.</summary>
    /// <exception cref="VibeStartupException">One line per wrong setting.</exception>
    internal static void Validate(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var unreadable = SettingTypes.Check(configuration);
        string[] failures = [.. PlainSettings.Check(configuration), .. unreadable.Values];
        try
        {
            if (unreadable.Count == 0)
            {
                ValidateOptions(services);
            }
            else
            {
                ValidateRest(configuration, unreadable);
            }
        }
        catch (VibeStartupException e)
        {
            throw Refuse(failures.Concat(e.Failures), e);
        }

        if (failures.Length > 0)
        {
            throw Refuse(failures, null);
        }
    }

    /// <summary>Validates as if the unreadable values were not there, so that one start names everything.</summary>
    private static void ValidateRest(IConfiguration configuration, IReadOnlyDictionary<string, string> unreadable)
    {
        var rest = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        rest.Configuration.AddInMemoryCollection(SettingTypes.Without(configuration, unreadable));
        rest.AddVibe(VibeRoles.All);
        using var provider = rest.Services.BuildServiceProvider();
        ValidateOptions(provider);
    }

    private static void ValidateOptions(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException e)
        {
            throw Refuse(e.Failures, e);
        }
        catch (AggregateException e)
        {
            throw Refuse(e.InnerExceptions.SelectMany(i => i is OptionsValidationException o ? o.Failures : [i.Message]), e);
        }
        catch (InvalidOperationException e)
        {
            // A value that cannot be read as its type; the binder's message names the key.
            throw Refuse([e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}"], e);
        }
    }

    private static async Task RunAsync(WebApplicationBuilder builder, VibeRoles roles)
    {
        builder.AddVibe(roles);
        await using var app = builder.Build();
        Validate(app.Services);
        VibeStartupException? problem = null;
        await UntilToldAsync(app.Lifetime, async () =>
        {
            await using var foundations = await Foundations.StartAsync(app.Services, roles, app.Lifetime.ApplicationStopping);
            await app.UseVibeAsync(roles);
            problem = await TryListenAsync(app);
            if (problem is null)
            {
                await app.WaitForShutdownAsync();
            }
        });
        if (problem is not null)
        {
            throw problem;
        }
    }

    /// <summary>What keeps it from listening, or <see langword="null"/> where it does.</summary>
    private static async Task<VibeStartupException?> TryListenAsync(WebApplication app)
    {
        // Asked before: the server would log the same with its stack above the message.
        if (ListenAddresses.FindTaken(app.Configuration, app.Urls) is { } taken)
        {
            return CannotListen($"{taken} is in use already", TakenHint, null);
        }

        try
        {
            await app.StartAsync();
            return null;
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // What has begun to work ends in order, as at any other end.
            await app.StopAsync();
            return CannotListen(e.Message.TrimEnd('.'), e is InvalidOperationException ? "" : TakenHint, e);
        }
    }

    private static VibeStartupException CannotListen(string problem, string hint, Exception? inner) => new($"It cannot listen: {problem}.{hint}", inner);

    /// <summary>The role <c>server</c> alone serves the Temporal service and nothing else: no web side, no worker.</summary>
    private static async Task RunServerAloneAsync(string[] args)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args);
        builder.Services.AddFoundations(builder.Configuration);
        using var host = builder.Build();
        Validate(host.Services);
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        await UntilToldAsync(lifetime, async () =>
        {
            await using var foundations = await Foundations.StartAsync(host.Services, VibeRoles.Server, lifetime.ApplicationStopping);
            host.Services.GetRequiredService<StartupReport>().Print("Point workers, clients, the temporal command line or the Web UI at the address above. Ctrl-C ends it.");
            await host.RunAsync();
        });
    }

    /// <summary>Starts and runs; whoever is told to end before it is up ends as cleanly as later.</summary>
    private static async Task UntilToldAsync(IHostApplicationLifetime lifetime, Func<Task> run)
    {
        using var signals = new StartupSignals(lifetime);
        try
        {
            await run();
        }
        catch (Exception e) when (WasToldToEnd(e, lifetime))
        {
            // Before it was up.
        }
    }

    // Ctrl-C reaches the programs that a start waits for as well; what they say then is no failure.
    private static bool WasToldToEnd(Exception failure, IHostApplicationLifetime lifetime) =>
        failure is OperationCanceledException or VibeStartupException && lifetime.ApplicationStopping.IsCancellationRequested;

    private static VibeStartupException Refuse(IEnumerable<string> failures, Exception? inner)
    {
        string[] all = [.. failures];
        return new VibeStartupException($"The configuration has to be mended:\n{string.Join('\n', all.Select(f => $"  - {f}"))}", inner) { Failures = all };
    }
}
