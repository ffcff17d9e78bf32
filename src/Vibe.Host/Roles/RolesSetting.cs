namespace Vibe.Host.Roles;

/// <summary>Reads the configuration key <c>Roles</c>: names of <see cref="VibeRoles"/> between commas; all of them where it is not set.</summary>
internal static class RolesSetting
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Roles";

    /// <summary>The roles of this process; names that are none are left out (<see cref="Check"/> tells them).</summary>
    public static VibeRoles Read(IConfiguration configuration)
    {
        var roles = Names(configuration).Aggregate(VibeRoles.None, (all, name) => all | (RoleOf(name) ?? VibeRoles.None));
        return roles == VibeRoles.None ? VibeRoles.All : roles;
    }

    /// <summary>One line per name that is no role.</summary>
    public static IEnumerable<string> Check(IConfiguration configuration) =>
        Names(configuration).Where(n => RoleOf(n) is null).Select(n => $"{Key} has '{n}', which is no role; use web, worker, server, or several of them between commas.");

    private static string[] Names(IConfiguration configuration) => (configuration[Key] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static VibeRoles? RoleOf(string name) => name.ToLowerInvariant() switch
    {
        "web" => VibeRoles.Web,
        "worker" => VibeRoles.Worker,
        "server" => VibeRoles.Server,
        _ => null,
    };
}
