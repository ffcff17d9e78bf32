namespace Vibe.Host.Projects;

/// <summary>All projects under <c>Projects</c>.</summary>
internal sealed class ProjectsOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Projects";

    /// <summary>The projects by name; <c>default</c> holds for what names no other.</summary>
    public Dictionary<string, ProjectOptions> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);
}
