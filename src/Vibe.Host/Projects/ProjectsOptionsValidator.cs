using Microsoft.Extensions.Options;
using Vibe.Core.Identity;

namespace Vibe.Host.Projects;

/// <summary>Names every wrong setting of the projects at once.</summary>
internal sealed class ProjectsOptionsValidator : IValidateOptions<ProjectsOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ProjectsOptions options)
    {
        var failures = options.ByName.SelectMany(p => Check(p.Key, p.Value)).Concat(SharedChannels(options)).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(string project, ProjectOptions options)
    {
        foreach (var (key, users) in new[] { (nameof(options.Requesters), options.Requesters), (nameof(options.Approvers), options.Approvers) })
        {
            foreach (var user in users.Where(u => !UserRef.TryParse(u, out _)))
            {
                yield return $"Projects:{project}:{key} has '{user}'; expected platform:id, for example slack:U024BE7LH, or a bare Slack id.";
            }
        }

        if (options.ApprovalDeadline < TimeSpan.FromMinutes(1) || options.ApprovalDeadline > ProjectOptions.LongestDeadline)
        {
            yield return $"Projects:{project}:ApprovalDeadline is {options.ApprovalDeadline}; expected 1 minute to {ProjectOptions.LongestDeadline.TotalDays:0} days, for example 7.00:00:00.";
        }

        if (!options.SelfApproval && options.Approvers.Count > 0 && options.Requesters.Count == 1 && options.Approvers.All(a => a == options.Requesters[0]))
        {
            yield return $"Projects:{project}: nobody may approve what {options.Requesters[0]} asks for. Add an approver, or set Projects:{project}:SelfApproval=true.";
        }
    }

    private static IEnumerable<string> SharedChannels(ProjectsOptions options) =>
        options.ByName.SelectMany(p => p.Value.Channels.Select(c => (Channel: c, Project: p.Key)))
            .GroupBy(c => c.Channel, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => $"The channel '{g.Key}' belongs to several projects ({string.Join(", ", g.Select(c => c.Project))}); give it to one, the others take --project.");
}
