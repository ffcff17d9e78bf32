using System.Text.RegularExpressions;

namespace Vibe.Architecture.Tests;

public sealed partial class DocumentTests
{
    [Fact]
    public void Readme_Length_IsOneSitting() =>
        Assert.InRange(File.ReadLines(Path.Combine(Repository.Root, "README.md")).Count(), 1, 150);

    [Fact]
    public void Decisions_All_AreNumberedAndHaveTheFourParts()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/decisions"), "*.md").Order(StringComparer.Ordinal).ToList();
        var findings = files.Select((f, i) => (File: f, Expected: $"{i + 1:0000}-")).Where(f => !Path.GetFileName(f.File).StartsWith(f.Expected, StringComparison.Ordinal)).Select(f => $"{f.File}: expected {f.Expected}…")
            .Concat(from file in files
                    let text = File.ReadAllText(file)
                    from heading in new[] { "Status", "Context", "Decision", "Consequences" }
                    where !text.Contains($"## {heading}", StringComparison.Ordinal)
                    select $"{file}: no '## {heading}'");
        Repository.AssertNone(findings, "A decision is found by its number and read in four parts.");
    }

    [Fact]
    public void Links_InDocuments_Resolve()
    {
        var documents = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "README.md"));
        var findings = from document in documents
                       from Match link in MarkdownLink().Matches(File.ReadAllText(document))
                       let target = link.Groups[1].Value.Split('#')[0]
                       where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
                       where !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target))
                       select $"{Repository.Relative(document)}: {target}";
        Repository.AssertNone(findings, "A link that leads nowhere costs each reader a search.");
    }

    [Fact]
    public void Files_All_NameNoMachineAndNoRegistry()
    {
        // Put together from parts, so that this file does not find itself.
        string[] foreign = ["/wo" + "rk/", "registry." + "npmjs", "api." + "nuget.org", "deb." + "debian.org"];
        string[] kinds = [".cs", ".csproj", ".props", ".targets", ".md", ".json", ".yml", ".yaml", ".mjs", ".ts", ".js", ".sh", ".sql", ".html", ".css", ".proto", ".toml"];
        var findings = from folder in new[] { "src", "tests", "docs", "tools", "manifests", ".ci" }
                       where Directory.Exists(Path.Combine(Repository.Root, folder))
                       from file in Repository.Files(folder)
                       where kinds.Contains(Path.GetExtension(file)) || Path.GetExtension(file).Length == 0
                       let text = File.ReadAllText(file)
                       from word in foreign
                       where text.Contains(word, StringComparison.Ordinal)
                       select $"{Repository.Relative(file)}: {word}";
        Repository.AssertNone(findings, "The repository speaks of the product alone and runs anywhere.");
    }

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex MarkdownLink();
}
