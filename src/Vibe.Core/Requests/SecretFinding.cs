namespace Vibe.Core.Requests;

/// <summary>Where a text seems to hold a secret; the secret itself is not in it.</summary>
/// <param name="Kind">What it looks like.</param>
/// <param name="Start">The index of its first character.</param>
/// <param name="Length">In characters.</param>
public readonly record struct SecretFinding(SecretKind Kind, int Start, int Length);
