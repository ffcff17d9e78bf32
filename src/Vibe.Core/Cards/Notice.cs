using Vibe.Core.Builds;
using Vibe.Core.Identity;

namespace Vibe.Core.Cards;

/// <summary>A reply in a build's thread that is sent once, because an edited card notifies nobody.</summary>
/// <param name="Key">Unique per notice, for example <c>build-…/approval/2</c>; the same key is never sent twice.</param>
/// <param name="BuildId">The build in whose thread it is sent.</param>
/// <param name="Mentions">Who is notified.</param>
/// <param name="Text">Plain text without markup, at most 3,000 characters.</param>
public sealed record Notice(string Key, BuildId BuildId, IReadOnlyList<UserRef> Mentions, string Text);
