namespace Vibe.Core.Policies;

/// <summary>The configured projects, and which one a request belongs to.</summary>
public sealed class ProjectCatalog
{
    /// <summary>The project that holds where nothing names another.</summary>
    public const string DefaultName = "default";

    private readonly Dictionary<string, ProjectPolicy> _byName;

    /// <summary>Takes the configured projects; without a <c>default</c> among them the default has the product's defaults.</summary>
    public ProjectCatalog(IEnumerable<ProjectPolicy> projects)
    {
        ArgumentNullException.ThrowIfNull(projects);
        _byName = projects.ToDictionary(p => p.Name, StringComparer.OrdinalIgnoreCase);
        _byName.TryAdd(DefaultName, new ProjectPolicy { Name = DefaultName });
    }

    /// <summary>All projects in the order of their names.</summary>
    public IReadOnlyList<ProjectPolicy> Projects => [.. _byName.Values.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>The project of this name, or <see langword="null"/>.</summary>
    public ProjectPolicy? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The project of a request: the one that is named by <c>--project</c>, else the one with the channel, else <c>default</c>.
    /// <see langword="null"/> where a project is named that does not exist; <see cref="UnknownProject"/> is the answer then.
    /// </summary>
    /// <param name="named">What <c>--project</c> says, if anything.</param>
    /// <param name="channel">The channel's id.</param>
    public ProjectPolicy? Select(string? named, string channel)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return Find(named.Trim());
        }

        return Projects.FirstOrDefault(p => p.Channels.Contains(channel, StringComparer.Ordinal)) ?? _byName[DefaultName];
    }

    /// <summary>The answer to a request that names a project that does not exist.</summary>
    public PolicyAnswer.Refused UnknownProject(string named)
    {
        var names = string.Join(", ", Projects.Take(10).Select(p => p.Name));
        return new PolicyAnswer.Refused(RefusalCodes.UnknownProject, $"There is no project \"{Texts.TextLimits.Cut(named, 60)}\". Known projects: {names}.");
    }
}
