using System.Security.Cryptography;

namespace Vibe.Core.Artifacts;

/// <summary>The SHA-256 of stored content as 64 lower-case hexadecimal digits; content is kept under it.</summary>
/// <param name="Value">The digits.</param>
public readonly record struct ArtifactDigest(string Value)
{
    /// <summary>The first 12 digits, as cards show them.</summary>
    public string Abbreviated => Value.Length > 12 ? Value[..12] : Value;

    /// <summary>The digest of these bytes.</summary>
    public static ArtifactDigest Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <inheritdoc />
    public override string ToString() => Value;
}
