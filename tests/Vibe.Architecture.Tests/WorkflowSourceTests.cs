using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vibe.Architecture.Tests;

public sealed class WorkflowSourceTests
{
    [Fact]
    public void Workflows_All_LiveInWorkflowFiles()
    {
        var findings = Repository.Sources.Where(f => f.Project.StartsWith("Vibe.", StringComparison.Ordinal) && !f.Path.EndsWith(".workflow.cs", StringComparison.Ordinal))
            .SelectMany(f => f.Unit.All<ClassDeclarationSyntax>().Where(c => c.AttributeLists.SelectMany(a => a.Attributes).Any(a => a.Name.ToString() == "Workflow")).Select(_ => f.Path));
        Repository.AssertNone(findings, "Workflow code has rules of its own; the file name says where they hold.");
    }

    [Fact]
    public void Workflows_ApprovalUpdates_HaveValidators()
    {
        var findings = from file in Repository.Sources
                       where file.Path.EndsWith(".workflow.cs", StringComparison.Ordinal)
                       from type in file.Unit.All<ClassDeclarationSyntax>()
                       let attributes = type.DescendantNodes().OfType<AttributeSyntax>().ToList()
                       let validated = attributes.Where(a => a.Name.ToString() == "WorkflowUpdateValidator").Select(a => a.ArgumentList?.ToString() ?? "").ToList()
                       from update in type.Members.OfType<MethodDeclarationSyntax>()
                       where update.AttributeLists.SelectMany(a => a.Attributes).Any(a => a.Name.ToString() == "WorkflowUpdate")
                       where !validated.Any(v => v.Contains(update.Identifier.Text, StringComparison.Ordinal))
                       select $"{file.Path}: {update.Identifier.Text}";
        Repository.AssertNone(findings, "An update without a validator enters history before it is refused.");
    }

    [Fact]
    public void Workflows_All_HaveACommittedHistory()
    {
        var histories = Repository.Files("tests").Where(f => f.EndsWith(".json", StringComparison.Ordinal) && f.Contains("Histories", StringComparison.Ordinal)).Select(Path.GetFileName).ToList();
        var findings = from file in Repository.Sources
                       where file.Path.EndsWith(".workflow.cs", StringComparison.Ordinal)
                       where file.Unit.All<ClassDeclarationSyntax>().Any(c => c.AttributeLists.SelectMany(a => a.Attributes).Any(a => a.Name.ToString() == "Workflow"))
                       let name = Path.GetFileName(file.Path).Split('.')[0]
                       where !histories.Any(h => h!.StartsWith(name, StringComparison.Ordinal))
                       select $"{file.Path}: no tests/…/Histories/{name}*.json";
        Repository.AssertNone(findings, "A change that breaks running workflows shows in the replay of a committed history.");
    }
}
