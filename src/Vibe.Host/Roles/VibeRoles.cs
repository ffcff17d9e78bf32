namespace Vibe.Host.Roles;

/// <summary>What a process does; any split over processes and machines works.</summary>
[Flags]
internal enum VibeRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Chat adapters, dashboard, dispatcher and publisher.</summary>
    Web = 1,

    /// <summary>Runs workflows and activities.</summary>
    Worker = 2,

    /// <summary>The embedded Temporal service, where no <c>Temporal:Address</c> is set.</summary>
    Server = 4,

    /// <summary>All of them.</summary>
    All = Web | Worker | Server,
}
