using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Vibe.Host.Tests.Configuration;

public sealed class ComposeFileTests
{
    private static readonly string[] KnownSections = ["ConnectionStrings", "Temporal", "Models", "Projects", "Slack", "WebChat", "Data", "Roles", "Urls"];

    [Fact]
    public void Services_All_HaveAHealthCheckAndAPinnedImage()
    {
        foreach (var (name, service) in Services())
        {
            if (service.TryGetValue("image", out var image))
            {
                Assert.Matches(@":\d", image.ToString());
            }

            // The Web UI is a convenience; nothing waits for it.
            Assert.True(service.ContainsKey("healthcheck") || name == "temporal-ui", $"{name} has no health check");
        }
    }

    [Fact]
    public void Services_OfVibe_AreApartAndNameKnownSettings()
    {
        var services = Services().ToDictionary(s => s.Name, s => s.Service);
        Assert.Equal("web", Setting(services["web"], "Roles"));
        Assert.Equal("worker", Setting(services["worker"], "Roles"));
        foreach (var name in new[] { "web", "worker" })
        {
            var environment = Assert.IsType<YamlMappingNode>(services[name]["environment"]);
            foreach (var key in environment.Children.Keys.Select(k => k.ToString()))
            {
                Assert.Contains(key.Split("__")[0], KnownSections);
            }

            Assert.Equal("temporal:7233", Setting(services[name], "Temporal__Address"));
        }
    }

    [Fact]
    public void Volumes_OfDataHolders_AreNamed()
    {
        var services = Services().ToDictionary(s => s.Name, s => s.Service);
        Assert.True(services["postgres"].ContainsKey("volumes"));
        Assert.True(services["ollama"].ContainsKey("volumes"));
    }

    private static string? Setting(Dictionary<string, YamlNode> service, string key) =>
        ((YamlMappingNode)service["environment"]).Children.TryGetValue(new YamlScalarNode(key), out var value) ? value.ToString() : null;

    private static IEnumerable<(string Name, Dictionary<string, YamlNode> Service)> Services()
    {
        using var reader = new StreamReader(Path.Combine(ExampleSettingsTests.Root(), "docker-compose.yml"));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(reader)));
        var services = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode).Children["services"];
        return services.Children.Select(s => (s.Key.ToString(), ((YamlMappingNode)s.Value).Children.ToDictionary(c => c.Key.ToString(), c => c.Value))).ToList();
    }
}
