using System.Text.RegularExpressions;

namespace Temporal.Server.Tests.Differential;

/// <summary>Gives what has another name on each server and in each run the same one: run ids, other ids, the scenario's own prefix.</summary>
internal sealed partial class Names(string prefix)
{
    private readonly List<string> _runs = [];

    /// <summary>The name of a run: numbered in the order of their appearance.</summary>
    public string Run(string id)
    {
        if (id.Length == 0 || !Uuid().IsMatch(id))
        {
            return Clean(id);
        }

        if (!_runs.Contains(id))
        {
            _runs.Add(id);
        }

        return $"run{_runs.IndexOf(id) + 1}";
    }

    /// <summary>A text without what is this run's alone.</summary>
    public string Clean(string text) =>
        Stamp().Replace(Uuid().Replace(text.Replace(prefix + "-", "", StringComparison.Ordinal).Replace("  kind:", " kind:", StringComparison.Ordinal), found => _runs.Contains(found.Value) ? Run(found.Value) : "<uuid>"), "<time>");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[.\d]*( \+\d{4} UTC|Z)?")]
    private static partial Regex Stamp();
}
