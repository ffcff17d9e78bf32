using Vibe.Slack.Blocks;

namespace Vibe.Slack.Messages;

/// <summary>A message as it goes to Slack.</summary>
/// <param name="Text">For notifications and screen readers; the message itself where there are no blocks.</param>
/// <param name="Blocks">What is shown.</param>
/// <param name="Key">Goes into the metadata, by which the message is found again.</param>
/// <param name="Revision">Goes into the metadata too.</param>
internal sealed record SlackMessage(string Text, IReadOnlyList<SlackBlock> Blocks, string Key, string? Revision);
