using Vibe.Chat.Settings;
using Vibe.Host.Database;
using Vibe.Host.Projects;
using Vibe.Host.Temporal;
using Vibe.Models.Ollama;
using Vibe.Models.OpenAi;
using Vibe.Models.Sample;
using Vibe.Models.Settings;
using Vibe.Slack.Settings;
using Vibe.Web.Access;

namespace Vibe.Host.Configuration;

/// <summary>Every section of the configuration that is ours, with the type that it is read into.</summary>
internal static class SettingSections
{
    /// <summary>Sections that are there once.</summary>
    public static readonly IReadOnlyList<(string Section, Type Options)> Once =
    [
        (DataOptions.SectionName, typeof(DataOptions)), (TemporalOptions.SectionName, typeof(TemporalOptions)), (WebChatOptions.SectionName, typeof(WebChatOptions)),
        (ModelsOptions.SectionName, typeof(ModelsOptions)), (OllamaOptions.SectionName, typeof(OllamaOptions)), (OpenAIOptions.SectionName, typeof(OpenAIOptions)),
        (SampleOptions.SectionName, typeof(SampleOptions)), (SlackOptions.SectionName, typeof(SlackOptions)), (DispatchOptions.SectionName, typeof(DispatchOptions)),
        (PublishOptions.SectionName, typeof(PublishOptions)),
    ];

    /// <summary>All sections, those of the configured projects among them.</summary>
    public static IEnumerable<(string Section, Type Options)> In(IConfiguration configuration) =>
        Once.Concat(configuration.GetSection(ProjectsOptions.SectionName).GetChildren().Select(p => (p.Path, typeof(ProjectOptions))));
}
