using Vibe.Core.Reviews;

namespace Vibe.Models.Sample;

/// <summary>
/// A fault that the first draft of a sample has: its mended text is what the template says, the flawed text is what the draft says instead.
/// The review finds it by the flawed text, the fix puts the mended text in its place.
/// </summary>
internal sealed record SampleFlaw(FindingSeverity Severity, string Path, string Mended, string Flawed, string Message);
