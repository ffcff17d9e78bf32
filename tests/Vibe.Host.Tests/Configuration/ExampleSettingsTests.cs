using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Vibe.Host.Configuration;
using Vibe.Host.Temporal;
using Vibe.TestKit;

namespace Vibe.Host.Tests.Configuration;

public sealed partial class ExampleSettingsTests
{
    private static readonly (string Section, Type Options)[] Sections = [.. SettingSections.In(Read()), ("Temporal:Tls", typeof(TemporalTlsOptions))];

    [Fact]
    public void Example_EveryOption_HasALine()
    {
        var example = Read();
        var missing = from section in Sections
                      from property in section.Options.GetProperties()
                      where property.DeclaringType == section.Options && property.CanRead && property.GetMethod!.IsPublic && !property.Name.StartsWith("Is", StringComparison.Ordinal)
                      where !example.GetSection(section.Section).GetChildren().Any(c => string.Equals(c.Key, property.Name, StringComparison.OrdinalIgnoreCase))
                      select $"{section.Section}:{property.Name}";
        Assert.Empty(missing);
    }

    [Fact]
    public void Example_EveryKey_BindsToItsOption()
    {
        var example = Read();
        var nested = Sections.Select(s => s.Section).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unknown = from section in Sections
                      from child in example.GetSection(section.Section).GetChildren()
                      where !nested.Contains($"{section.Section}:{child.Key}")
                      where section.Options.GetProperty(child.Key) is null
                      select $"{section.Section}:{child.Key}";
        Assert.Empty(unknown);
        foreach (var (section, options) in Sections)
        {
            Assert.NotNull(example.GetSection(section).Get(options));
        }
    }

    [Fact]
    public void Example_EverySection_IsExplained()
    {
        var lines = File.ReadAllLines(Path.Combine(RealTools.Root, "appsettings.example.json"));
        Assert.True(lines.Count(l => CommentLine().IsMatch(l)) >= 40, "Each setting has a line that says what it does.");
    }

    private static IConfigurationRoot Read() => new ConfigurationBuilder().AddJsonFile(Path.Combine(RealTools.Root, "appsettings.example.json")).Build();

    [GeneratedRegex(@"^\s*//")]
    private static partial Regex CommentLine();
}
