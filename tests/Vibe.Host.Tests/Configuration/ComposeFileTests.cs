using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vibe.Host.Configuration;
using Vibe.Host.Roles;
using Vibe.Host.Temporal;
using Vibe.Models.Ollama;
using Vibe.Models.Settings;
using Vibe.TestKit;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Vibe.Host.Tests.Configuration;

public sealed partial class ComposeFileTests
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

    [Theory]
    [InlineData("web")]
    [InlineData("worker")]
    public void Environment_OfVibe_IsBoundByTheOptionsAndValid(string service)
    {
        var settings = Settings(service);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var sections = SettingSections.In(configuration).ToList();
        string[] plain = ["Roles", "ConnectionStrings:Postgres"];
        foreach (var key in settings.Keys.Except(plain))
        {
            var (section, options) = sections.Where(s => key.StartsWith($"{s.Section}:", StringComparison.Ordinal)).MaxBy(s => s.Section.Length);
            Assert.True(options?.GetProperty(key[(section.Length + 1)..].Split(':')[0]) is not null, $"{key} is read by no option.");
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddVibe(RolesSetting.Read(builder.Configuration));
        using var services = builder.Services.BuildServiceProvider();
        VibeApplication.Validate(services);
        Assert.Equal("temporal:7233", services.GetRequiredService<IOptions<TemporalOptions>>().Value.Address);
        Assert.Equal(ModelProvider.Ollama, services.GetRequiredService<IOptions<ModelsOptions>>().Value.Provider);
        Assert.Equal("qwen2.5-coder:7b", services.GetRequiredService<IOptions<OllamaOptions>>().Value.Model);
    }

    [Fact]
    public void Volumes_OfDataHolders_AreNamed()
    {
        var services = Services().ToDictionary(s => s.Name, s => s.Service);
        Assert.True(services["postgres"].ContainsKey("volumes"));
        Assert.True(services["ollama"].ContainsKey("volumes"));
    }

    /// <summary>The environment of a service as the host reads it, with what its user has to set.</summary>
    private static Dictionary<string, string?> Settings(string service)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal) { ["POSTGRES_PASSWORD"] = "secret", ["SLACK_SIGNING_SECRET"] = "0123456789abcdef0123456789abcdef", ["SLACK_BOT_TOKEN"] = "xoxb-1-2-3" };
        var environment = Assert.IsType<YamlMappingNode>(Services().Single(s => s.Name == service).Service["environment"]);
        return environment.Children.ToDictionary(
            pair => pair.Key.ToString().Replace("__", ":", StringComparison.Ordinal),
            string? (pair) => Variable().Replace(pair.Value.ToString(), m => given.TryGetValue(m.Groups[1].Value, out var value) ? value : m.Groups[2].Value));
    }

    [GeneratedRegex(@"\$\{([A-Z_]+)(?::[-?]([^}]*))?\}")]
    private static partial Regex Variable();

    private static string? Setting(Dictionary<string, YamlNode> service, string key) =>
        ((YamlMappingNode)service["environment"]).Children.TryGetValue(new YamlScalarNode(key), out var value) ? value.ToString() : null;

    private static IEnumerable<(string Name, Dictionary<string, YamlNode> Service)> Services()
    {
        using var reader = new StreamReader(Path.Combine(RealTools.Root, "docker-compose.yml"));
        var stream = new YamlStream();
        stream.Load(new MergingParser(new Parser(reader)));
        var services = (YamlMappingNode)((YamlMappingNode)stream.Documents[0].RootNode).Children["services"];
        return services.Children.Select(s => (s.Key.ToString(), ((YamlMappingNode)s.Value).Children.ToDictionary(c => c.Key.ToString(), c => c.Value))).ToList();
    }
}
