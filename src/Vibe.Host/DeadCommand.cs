using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Vibe.Data;
using Vibe.Data.Migrations;
using Vibe.Data.Troubles;
using Vibe.Host.Database;
using Vibe.Host.Startup;

namespace Vibe.Host;

/// <summary>
/// <c>dead list</c>, <c>dead retry &lt;id&gt;</c>, <c>dead discard &lt;id&gt;</c>: what was given up, for those who run Vibe. Works on the configured database beside running processes, and without any.
/// </summary>
internal static class DeadCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "dead";

    private const int Most = 1_000;

    private const string Usage =
        """
        Usage: dead list
               dead retry <id>...     tries it again as if for the first time; "all" for everything that was given up
               dead discard <id>...   lets it go; "all" likewise
        """;

    /// <summary>Whether the arguments call this command.</summary>
    public static bool IsMeant(IReadOnlyList<string> args) => args.Count > 0 && args[0] == Name;

    /// <summary>Does what the arguments say.</summary>
    /// <param name="args">The command with its words, then settings (<c>--Key=value</c>).</param>
    /// <param name="output">Where the answer goes.</param>
    /// <returns>One of <see cref="VibeExit"/>.</returns>
    /// <exception cref="Failures.VibeStartupException">The database cannot be had.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output)
    {
        string[] words = [.. args.Skip(1).TakeWhile(a => !a.StartsWith('-'))];
        if (words is not (["list"] or ["retry" or "discard", _, ..]))
        {
            await output.WriteLineAsync(Usage);
            return VibeExit.NotUnderstood;
        }

        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder([.. args.Skip(1 + words.Length)]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddFoundations(builder.Configuration).AddVibeData();
        builder.Services.TryAddSingleton(provider => NpgsqlDataSource.Create(provider.GetRequiredService<DatabaseEndpoint>().ConnectionString));
        using var host = builder.Build();
        VibeApplication.Validate(host.Services);
        await using var foundations = await Foundations.StartDatabaseAsync(host.Services, CancellationToken.None);
        await host.Services.GetRequiredService<IDatabaseMigrator>().MigrateAsync(CancellationToken.None);
        var letters = host.Services.GetRequiredService<IDeadLetters>();
        return words[0] == "list" ? await ListAsync(letters, output) : await ApplyAsync(letters, words, output);
    }

    private static async Task<int> ListAsync(IDeadLetters letters, TextWriter output)
    {
        var all = await letters.ListAsync(Most, CancellationToken.None);
        var width = all.Select(l => l.Id.ToString().Length).DefaultIfEmpty().Max();
        foreach (var letter in all)
        {
            var since = letter.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            await output.WriteLineAsync($"{letter.Id.ToString().PadRight(width)}  {since} UTC  {letter.What}  {(letter.IsTried ? "tried again now and then" : "given up")}: {letter.Reason}");
        }

        await output.WriteLineAsync(all.Count == 0 ? "Nothing was given up." : all.Count == Most ? $"The oldest {Most} are shown." : $"{all.Count} in all.");
        return VibeExit.Ok;
    }

    private static async Task<int> ApplyAsync(IDeadLetters letters, string[] words, TextWriter output)
    {
        var isRetry = words[0] == "retry";
        string[] names = words[1..] is ["all"] ? [.. (await letters.ListAsync(Most, CancellationToken.None)).Where(l => !l.IsTried).Select(l => l.Id.ToString())] : words[1..];
        var exit = VibeExit.Ok;
        foreach (var name in names)
        {
            if (DeadLetterId.TryParse(name) is { } id && await (isRetry ? letters.RetryAsync(id, CancellationToken.None) : letters.DiscardAsync(id, CancellationToken.None)))
            {
                await output.WriteLineAsync($"{id} {(isRetry ? "is tried again" : "was let go")}.");
            }
            else
            {
                await output.WriteLineAsync($"There is no {name} that was given up; dead list shows what there is.");
                exit = VibeExit.NotUnderstood;
            }
        }

        return exit;
    }
}
