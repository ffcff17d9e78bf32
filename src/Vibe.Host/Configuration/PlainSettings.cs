using Npgsql;
using Vibe.Host.Roles;

namespace Vibe.Host.Configuration;

/// <summary>Finds what is wrong with the settings that are no options of ours: roles, addresses to listen on, the connection string.</summary>
internal static class PlainSettings
{
    /// <summary>One line per wrong setting.</summary>
    public static IReadOnlyList<string> Check(IConfiguration configuration)
    {
        var failures = new List<string>(RolesSetting.Check(configuration));
        var addresses = configuration[WebHostDefaults.ServerUrlsKey] ?? "";
        failures.AddRange(addresses.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(a => !CanListenOn(a))
            .Select(a => $"Urls has '{a}'; expected http://address:port, for example http://127.0.0.1:5080 (port 0 takes a free one)."));
        if (configuration.GetConnectionString("Postgres") is { Length: > 0 } connection && !IsConnectionString(connection))
        {
            // Never the value: it may hold a password.
            failures.Add("ConnectionStrings:Postgres cannot be read; expected key=value pairs, for example Host=db.example.com;Database=vibe;Username=vibe;Password=…");
        }

        return failures;
    }

    private static bool CanListenOn(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Scheme is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            return false;
        }
    }
}
