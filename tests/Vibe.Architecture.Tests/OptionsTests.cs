using System.Reflection;

namespace Vibe.Architecture.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Options_OfVibe_AreSealedAndKnowTheirUnits()
    {
        var findings = from type in VibeTypes()
                       where type.Name.EndsWith("Options", StringComparison.Ordinal) && type.IsClass
                       from problem in Problems(type)
                       select $"{type.FullName}: {problem}";
        Repository.AssertNone(findings, "Options are sealed and carry TimeSpan, not bare numbers of seconds.");
    }

    private static IEnumerable<string> Problems(Type type)
    {
        if (!type.IsSealed)
        {
            yield return "not sealed";
        }

        foreach (var property in type.GetProperties().Where(p => p.Name.EndsWith("Seconds", StringComparison.Ordinal) || p.Name.EndsWith("Minutes", StringComparison.Ordinal)))
        {
            yield return $"{property.Name} has its unit in its name: use TimeSpan";
        }
    }

    private static IEnumerable<Type> VibeTypes() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Vibe.*.dll").Where(f => !f.Contains("Tests", StringComparison.Ordinal) && !f.Contains("TestKit", StringComparison.Ordinal))
            .SelectMany(f => Assembly.LoadFrom(f).GetTypes());
}
