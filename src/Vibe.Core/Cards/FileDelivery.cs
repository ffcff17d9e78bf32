using Vibe.Core.Artifacts;
using Vibe.Core.Builds;

namespace Vibe.Core.Cards;

/// <summary>A file that is uploaded to a build's thread once.</summary>
/// <param name="Key">Unique per file, for example <c>build-…/delivery</c>.</param>
/// <param name="BuildId">The build in whose thread it goes.</param>
/// <param name="FileName">The name that people see.</param>
/// <param name="Content">The stored content.</param>
/// <param name="Comment">Plain text beside it; previews of small results go here.</param>
/// <param name="Approval">Who approved it and when; each platform names the person in its own way.</param>
public sealed record FileDelivery(string Key, BuildId BuildId, string FileName, ArtifactDigest Content, string Comment, DecisionRecord? Approval = null);
