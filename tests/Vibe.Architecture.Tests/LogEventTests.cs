using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vibe.Architecture.Tests;

public sealed class LogEventTests
{
    [Fact]
    public void LoggerMessages_OfOneClass_HaveUniqueIds()
    {
        var findings = from file in Repository.Sources
                       from type in file.Unit.All<TypeDeclarationSyntax>()
                       let ids = type.Members.OfType<MethodDeclarationSyntax>()
                           .SelectMany(m => m.AttributeLists.SelectMany(a => a.Attributes).Where(a => a.Name.ToString() == "LoggerMessage"))
                           .Select(a => a.ArgumentList?.Arguments.FirstOrDefault(x => x.NameEquals?.Name.Identifier.Text == "EventId" || (x.NameEquals is null && x.Expression is LiteralExpressionSyntax))?.Expression.ToString())
                           .Where(id => id is not null)
                       from duplicate in ids.GroupBy(id => id).Where(g => g.Count() > 1)
                       select $"{file.Path}: {duplicate.Key}";
        Repository.AssertNone(findings, "An event id names one message.");
    }

    [Fact]
    public void Logging_OutsideGeneratedMethods_IsAbsent()
    {
        string[] direct = ["LogInformation", "LogWarning", "LogError", "LogDebug", "LogTrace", "LogCritical"];
        var findings = from file in Repository.Sources
                       from call in file.Unit.All<InvocationExpressionSyntax>()
                       where call.Expression is MemberAccessExpressionSyntax access && direct.Contains(access.Name.Identifier.Text)
                       select $"{file.Path}:{Repository.SourceFile.LineOf(call)}";
        Repository.AssertNone(findings, "Messages are generated ([LoggerMessage]): typed, cheap when off, and reviewed in one place for what they reveal.");
    }
}
