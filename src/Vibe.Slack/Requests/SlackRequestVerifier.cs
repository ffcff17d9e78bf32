using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vibe.Slack.Requests;

/// <summary>
/// Whether a request comes from Slack, as a function of secret, raw body, headers and time; fails closed. The signature is <c>v0=</c> and the lower-case hexadecimal
/// HMAC-SHA256 of <c>v0:{timestamp}:{body}</c>.
/// </summary>
internal static class SlackRequestVerifier
{
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";

    /// <summary>How far a timestamp may lie from now, before and after.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string Version = "v0=";
    private const int SignatureLength = 3 + 64;

    public static SlackRequestVerdict Verify(string? secret, ReadOnlySpan<byte> body, string? timestamp, string? signature, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(secret))
        {
            return SlackRequestVerdict.NoSecret;
        }

        if (string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature))
        {
            return SlackRequestVerdict.MissingHeader;
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var sent))
        {
            return SlackRequestVerdict.BadTimestamp;
        }

        // Compared as whole numbers that cannot overflow: what is not within the tolerance is refused, in the past as in the future.
        if (sent > now.ToUnixTimeSeconds() + (long)Tolerance.TotalSeconds || sent < now.ToUnixTimeSeconds() - (long)Tolerance.TotalSeconds)
        {
            return SlackRequestVerdict.StaleTimestamp;
        }

        if (signature.Length != SignatureLength || !signature.StartsWith(Version, StringComparison.Ordinal))
        {
            return SlackRequestVerdict.BadSignature;
        }

        Span<byte> expected = stackalloc byte[SignatureLength];
        Sign(secret, body, timestamp, expected);
        Span<byte> given = stackalloc byte[SignatureLength];
        return Encoding.ASCII.TryGetBytes(signature, given, out var written) && written == SignatureLength && CryptographicOperations.FixedTimeEquals(expected, given)
            ? SlackRequestVerdict.Genuine
            : SlackRequestVerdict.BadSignature;
    }

    /// <summary>The signature of a request.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body, string timestamp)
    {
        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(secret, body, timestamp, signature);
        return Encoding.ASCII.GetString(signature);
    }

    private static void Sign(string secret, ReadOnlySpan<byte> body, string timestamp, Span<byte> signature)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData("v0:"u8);
        hmac.AppendData(Encoding.ASCII.GetBytes(timestamp));
        hmac.AppendData(":"u8);
        hmac.AppendData(body);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        hmac.GetHashAndReset(hash);
        "v0="u8.CopyTo(signature);
        Convert.TryToHexStringLower(hash, signature[3..], out _);
    }
}
