using System.Xml.Linq;

namespace Vibe.Architecture.Tests;

public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Temporal.Api"] = [],
        ["Temporal.Server"] = ["Temporal.Api"],
        ["Temporal.Sdk"] = ["Temporal.Api", "Temporal.Server"],
        ["Vibe.Core"] = [],
        ["Vibe.Workflows"] = ["Vibe.Core", "Temporal.Sdk"],
        ["Vibe.Models"] = ["Vibe.Core"],
        ["Vibe.Data"] = ["Vibe.Core"],
        ["Vibe.Activities"] = ["Vibe.Core", "Vibe.Data", "Vibe.Models", "Vibe.Workflows", "Temporal.Sdk"],
        ["Vibe.Chat"] = ["Vibe.Core", "Vibe.Data", "Vibe.Workflows", "Temporal.Sdk"],
        ["Vibe.Slack"] = ["Vibe.Chat", "Vibe.Core"],
        ["Vibe.Web"] = ["Vibe.Chat", "Vibe.Core", "Vibe.Data"],
        ["Vibe.Host"] = ["Temporal.Server", "Temporal.Sdk", "Vibe.Activities", "Vibe.Chat", "Vibe.Core", "Vibe.Data", "Vibe.Models", "Vibe.Slack", "Vibe.Web", "Vibe.Workflows"],
    };

    private static readonly Dictionary<string, string[]> PackageOwners = new(StringComparer.Ordinal)
    {
        ["OpenAI"] = ["Vibe.Models"],
        ["Microsoft.Extensions.AI.Abstractions"] = ["Vibe.Models", "Vibe.Activities"],
        ["Npgsql"] = ["Vibe.Data", "Temporal.Server", "Vibe.Host"],
        // The embedded service keeps run states as messages of its own.
        ["Google.Protobuf"] = ["Temporal.Api", "Temporal.Server"],
        ["Grpc.Tools"] = ["Temporal.Api", "Temporal.Server"],
    };

    [Fact]
    public void Projects_References_PointOneWay()
    {
        var findings = Projects().SelectMany(p => p.References.Where(r => !Allowed.GetValueOrDefault(p.Name, []).Contains(r)).Select(r => $"{p.Name} → {r}"));
        Repository.AssertNone(findings, "Arrows point one way (docs/architecture.md): an adapter carries, workflows know no I/O, Temporal.* know nothing of Vibe.");
    }

    [Fact]
    public void Projects_All_AreInTheTable() =>
        Repository.AssertNone(Projects().Select(p => p.Name).Where(n => !Allowed.ContainsKey(n)), "A new project needs a place in the picture before it gets references.");

    [Fact]
    public void Packages_OfProviders_HaveOneOwner()
    {
        var findings = Projects().SelectMany(p => p.Packages.Where(k => PackageOwners.TryGetValue(k, out var owners) && !owners.Contains(p.Name)).Select(k => $"{p.Name} references {k}"));
        Repository.AssertNone(findings, "A third-party package is referenced where its seam is, so that it can be replaced there.");
    }

    private static IEnumerable<(string Name, string[] References, string[] Packages)> Projects()
    {
        foreach (var file in Repository.Files("src").Where(f => f.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            var xml = XDocument.Load(file);
            var references = xml.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).ToList();
            if (xml.Descendants("UsesTemporal").Any(u => u.Value == "true"))
            {
                references.Add("Temporal.Sdk");
            }

            yield return (Path.GetFileNameWithoutExtension(file), [.. references], [.. xml.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value)]);
        }
    }
}
