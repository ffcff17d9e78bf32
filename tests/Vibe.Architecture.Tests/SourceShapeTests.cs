using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vibe.Architecture.Tests;

public sealed class SourceShapeTests
{
    private const int LongestFile = 400;
    private const int LongestMethod = 60;
    private const int MostParameters = 5;

    [Fact]
    public void Files_All_HaveOneTypeNamedAfterTheFile()
    {
        var findings = from file in Repository.Sources
                       let types = file.Unit.All<BaseTypeDeclarationSyntax>().Where(t => t.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax).Select(t => t.Identifier.Text)
                           .Concat(file.Unit.All<DelegateDeclarationSyntax>().Where(t => t.Parent is BaseNamespaceDeclarationSyntax).Select(t => t.Identifier.Text)).Distinct().ToList()
                       let name = Path.GetFileName(file.Path).Split('.')[0]
                       where types.Count > 1 || (types.Count == 1 && types[0] != name && !name.StartsWith(types[0] + "Of", StringComparison.Ordinal))
                       select $"{file.Path}: {string.Join(", ", types)}";
        Repository.AssertNone(findings, "One top-level type a file, named after it, so that a type is found by its name.");
    }

    [Fact]
    public void Files_All_StayReadable()
    {
        var findings = from path in Repository.CSharpFiles("src").Concat(Repository.CSharpFiles("tests"))
                       let lines = File.ReadLines(path).Count()
                       where lines > LongestFile
                       select $"{Repository.Relative(path)}: {lines} lines";
        Repository.AssertNone(findings, $"At most {LongestFile} lines a file: a longer one holds several concerns.");
    }

    [Fact]
    public void Methods_All_StayReadable()
    {
        var findings = from file in Repository.Sources
                       from method in file.Unit.All<BaseMethodDeclarationSyntax>()
                       let span = method.GetLocation().GetLineSpan()
                       let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
                       where lines > LongestMethod
                       select $"{file.Path}:{span.StartLinePosition.Line + 1}: {lines} lines";
        Repository.AssertNone(findings, $"At most {LongestMethod} lines a method.");
    }

    [Fact]
    public void Methods_OfVibe_TakeFewParameters()
    {
        // Records carry data: their parameter lists are their fields. Log messages take what they print. The official SDK's signatures are its own.
        var findings = from file in Repository.Sources
                       where !file.Project.StartsWith("Temporal.", StringComparison.Ordinal)
                       from method in file.Unit.All<BaseMethodDeclarationSyntax>()
                       where method is not ConstructorDeclarationSyntax && !method.AttributeLists.ToString().Contains("LoggerMessage", StringComparison.Ordinal)
                       where method.ParameterList.Parameters.Count > MostParameters
                       select $"{file.Path}:{Repository.SourceFile.LineOf(method)}: {method.ParameterList.Parameters.Count} parameters";
        Repository.AssertNone(findings, $"At most {MostParameters} parameters: more of them are a record that wants a name.");
    }

    [Fact]
    public void Folders_All_AreNamedAfterWhatTheyDo()
    {
        string[] vague = ["Services", "Helpers", "Utils", "Utilities", "Common", "Managers", "Extensions", "Misc", "Shared"];
        // The official SDK has Temporalio.Common and Temporalio.Extensions; Temporal.Server/Services are the protocol's services.
        var findings = Repository.Sources.Where(f => f.Project.StartsWith("Vibe.", StringComparison.Ordinal))
            .SelectMany(f => f.Path.Split('/').Where(p => vague.Contains(p)).Select(p => f.Path));
        Repository.AssertNone(findings, "A folder is a feature.");
    }

    [Fact]
    public void Catches_All_NameWhatTheyCatch()
    {
        var findings = from file in Repository.Sources
                       from clause in file.Unit.All<CatchClauseSyntax>()
                       where clause.Declaration is null && !clause.Block.DescendantNodes().OfType<ThrowStatementSyntax>().Any(t => t.Expression is null)
                       select $"{file.Path}:{Repository.SourceFile.LineOf(clause)}";
        Repository.AssertNone(findings, "A bare catch hides; only one that throws again may stand.");
    }

    [Fact]
    public void Catches_All_DoSomething()
    {
        var findings = from file in Repository.Sources
                       from clause in file.Unit.All<CatchClauseSyntax>()
                       where clause.Block.Statements.Count == 0 && !clause.Block.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia))
                       select $"{file.Path}:{Repository.SourceFile.LineOf(clause)}";
        Repository.AssertNone(findings, "An empty catch says in a comment why nothing is to be done.");
    }

    [Fact]
    public void Nullability_IsNotSilenced()
    {
        var findings = from file in Repository.Sources
                       from node in file.Unit.All<PostfixUnaryExpressionSyntax>()
                       where node.IsKind(SyntaxKind.SuppressNullableWarningExpression) && node.Operand is LiteralExpressionSyntax
                       select $"{file.Path}:{Repository.SourceFile.LineOf(node)}: {node}";
        Repository.AssertNone(findings, "null! and default! promise what is not there: use required, or a nullable type.");
    }

    [Fact]
    public void Methods_AsyncVoid_AreAbsent()
    {
        var findings = from file in Repository.Sources
                       from method in file.Unit.All<MethodDeclarationSyntax>()
                       where method.Modifiers.Any(SyntaxKind.AsyncKeyword) && method.ReturnType.ToString() == "void"
                       select $"{file.Path}:{Repository.SourceFile.LineOf(method)}";
        Repository.AssertNone(findings, "An async void method cannot be awaited and ends the process when it throws.");
    }

    [Fact]
    public void Programs_Main_IsShort()
    {
        var findings = Repository.Sources.Where(f => Path.GetFileName(f.Path) == "Program.cs" && f.Text.AsSpan().Count('\n') > 40).Select(f => f.Path);
        Repository.AssertNone(findings, "Program.cs composes; at most 40 lines.");
    }
}
