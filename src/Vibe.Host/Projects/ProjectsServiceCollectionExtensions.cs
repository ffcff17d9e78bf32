using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Host.Projects;

/// <summary>Makes the configured projects known.</summary>
internal static class ProjectsServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ProjectCatalog"/> from the section <c>Projects</c>.</summary>
    public static IServiceCollection AddProjects(this IServiceCollection services)
    {
        services.AddOptions<ProjectsOptions>().Configure<IConfiguration>(Read).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ProjectsOptions>, ProjectsOptionsValidator>());
        services.TryAddSingleton(provider => new ProjectCatalog(provider.GetRequiredService<IOptions<ProjectsOptions>>().Value.ByName.Select(p => ToPolicy(p.Key, p.Value))));
        return services;
    }

    private static void Read(ProjectsOptions options, IConfiguration configuration)
    {
        foreach (var project in configuration.GetSection(ProjectsOptions.SectionName).GetChildren())
        {
            options.ByName[project.Key] = project.Get<ProjectOptions>() ?? new ProjectOptions();
        }
    }

    private static ProjectPolicy ToPolicy(string name, ProjectOptions options) => new()
    {
        Name = name,
        Channels = [.. options.Channels],
        Requesters = [.. options.Requesters.Select(Parse)],
        Approvers = [.. options.Approvers.Select(Parse)],
        SelfApproval = options.SelfApproval,
        ApprovalDeadline = options.ApprovalDeadline,
    };

    private static UserRef Parse(string text) => UserRef.TryParse(text, out var user) ? user : throw new InvalidOperationException($"'{text}' passed validation but names nobody.");
}
