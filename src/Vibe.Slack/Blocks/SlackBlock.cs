using System.Text.Json.Serialization;

namespace Vibe.Slack.Blocks;

/// <summary>A block of Block Kit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SlackHeader), "header")]
[JsonDerivedType(typeof(SlackSection), "section")]
[JsonDerivedType(typeof(SlackContext), "context")]
[JsonDerivedType(typeof(SlackActions), "actions")]
[JsonDerivedType(typeof(SlackDivider), "divider")]
[JsonDerivedType(typeof(SlackInput), "input")]
[JsonDerivedType(typeof(SlackPreformatted), "rich_text")]
internal abstract record SlackBlock
{
    /// <summary>The characters that count towards a message's total.</summary>
    [JsonIgnore]
    public abstract int Length { get; }
}
