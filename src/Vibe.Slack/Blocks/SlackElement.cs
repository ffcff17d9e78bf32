using System.Text.Json.Serialization;

namespace Vibe.Slack.Blocks;

/// <summary>A control of Block Kit.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(SlackButton), "button")]
[JsonDerivedType(typeof(SlackTextInput), "plain_text_input")]
[JsonDerivedType(typeof(SlackSelect), "static_select")]
internal abstract record SlackElement(string ActionId);
