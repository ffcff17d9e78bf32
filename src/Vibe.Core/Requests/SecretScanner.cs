using System.Text;
using System.Text.RegularExpressions;

namespace Vibe.Core.Requests;

/// <summary>
/// Finds what looks like a key, token or password, by the forms that their issuers publish. It is meant to stop accidents: a request with a secret is answered
/// to its sender alone and kept nowhere.
/// </summary>
public static partial class SecretScanner
{
    private const int PatternTimeoutMs = 500;
    private const RegexOptions Plain = RegexOptions.CultureInvariant;
    private const RegexOptions AnyCase = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly (SecretKind Kind, Func<Regex> Pattern)[] Patterns =
    [
        (SecretKind.PrivateKey, PrivateKey),
        (SecretKind.AwsKey, AwsKey),
        (SecretKind.CodeHostToken, CodeHostToken),
        (SecretKind.ChatToken, ChatToken),
        (SecretKind.ModelKey, ModelKey),
        (SecretKind.ServiceKey, ServiceKey),
        (SecretKind.WebToken, WebToken),
        (SecretKind.Credentials, Credentials),
        (SecretKind.Assignment, Assignment),
    ];

    /// <summary>What the text seems to hold, in order; empty where all is well. Overlapping findings are told once, by the more exact form.</summary>
    public static IReadOnlyList<SecretFinding> Scan(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<SecretFinding>();
        foreach (var (kind, pattern) in Patterns)
        {
            foreach (Match match in pattern().Matches(text))
            {
                var group = match.Groups["v"] is { Success: true } value ? value : match;
                if ((kind != SecretKind.Assignment || LooksRandom(group.Value)) && !found.Exists(f => f.Start < group.Index + group.Length && group.Index < f.Start + f.Length))
                {
                    found.Add(new SecretFinding(kind, group.Index, group.Length));
                }
            }
        }

        return [.. found.OrderBy(f => f.Start)];
    }

    /// <summary>The text with every finding replaced by its kind, for places where a text must be shown anyway.</summary>
    public static string Redact(string text)
    {
        var result = new StringBuilder(text);
        foreach (var finding in Scan(text).Reverse())
        {
            result.Remove(finding.Start, finding.Length).Insert(finding.Start, $"[{Describe(finding.Kind)} removed]");
        }

        return result.ToString();
    }

    /// <summary>The words for a person: "a private key".</summary>
    public static string Describe(SecretKind kind) => kind switch
    {
        SecretKind.PrivateKey => "a private key",
        SecretKind.AwsKey => "an AWS key",
        SecretKind.CodeHostToken => "a token of a code host",
        SecretKind.ChatToken => "a token of a chat system",
        SecretKind.ModelKey => "a key of a model provider",
        SecretKind.ServiceKey => "a service's key",
        SecretKind.WebToken => "a web token",
        SecretKind.Credentials => "a password in an address",
        SecretKind.Assignment => "a password or key",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    // "password: required-field" is talk about a password; a value with letters and digits or signs in it is one.
    private static bool LooksRandom(string value) =>
        value.Any(char.IsAsciiLetter) && value.Any(char.IsAsciiDigit) && value.Distinct().Count() >= 6;

    [GeneratedRegex(@"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-[23]:", Plain, PatternTimeoutMs)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b|aws.{0,20}secret.{0,20}['""=:\s](?<v>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])", AnyCase, PatternTimeoutMs)]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_[A-Za-z0-9_]{50,}\b|\bgl(?:pat|ptt|dt|rt|soat|cbt)-[A-Za-z0-9_\-]{20,}", Plain, PatternTimeoutMs)]
    private static partial Regex CodeHostToken();

    [GeneratedRegex(@"\bxox[abeoprs]-[A-Za-z0-9\-]{10,}|\bxapp-\d-[A-Za-z0-9\-]{10,}|https://hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/]{20,}|https://[a-z0-9\-]+\.webhook\.office\.com/[^\s]{20,}|https://discord(?:app)?\.com/api/webhooks/\d+/[\w\-]{20,}|\b\d{8,10}:AA[A-Za-z0-9_\-]{33}\b", Plain, PatternTimeoutMs)]
    private static partial Regex ChatToken();

    [GeneratedRegex(@"\bsk-(?:proj-|svcacct-|admin-|ant-[a-z0-9]+-)?[A-Za-z0-9_\-]{20,}|\bhf_[A-Za-z0-9]{30,}\b", Plain, PatternTimeoutMs)]
    private static partial Regex ModelKey();

    [GeneratedRegex(@"\bAIza[A-Za-z0-9_\-]{35}|\bya29\.[A-Za-z0-9_\-]{20,}|\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/=]{24,}|\bSG\.[A-Za-z0-9_\-]{16,}\.[A-Za-z0-9_\-]{16,}|\b(?:SK|AC)[0-9a-f]{32}\b|\bnpm_[A-Za-z0-9]{36}\b|\bpypi-[A-Za-z0-9_\-]{50,}|\bdop_v1_[0-9a-f]{64}\b|\bdapi[0-9a-f]{32}\b|\bAccountKey=(?<v>[A-Za-z0-9+/]{40,}={0,2})|\bshp(?:at|ss|ca)_[0-9a-fA-F]{32}\b", Plain, PatternTimeoutMs)]
    private static partial Regex ServiceKey();

    [GeneratedRegex(@"\beyJ[A-Za-z0-9_\-]{10,}\.eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{10,}", Plain, PatternTimeoutMs)]
    private static partial Regex WebToken();

    [GeneratedRegex(@"\b[a-z][a-z0-9+.\-]{1,20}://[^\s/:@]{1,100}:(?<v>[^\s/:@]{3,200})@[^\s@]|\b(?:password|pwd)\s*=\s*(?<v>[^;\s""']{4,200})\s*;|;\s*(?:password|pwd)\s*=\s*(?<v>[^;\s""']{4,200})", AnyCase, PatternTimeoutMs)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"\b[\w\-]{0,40}(?:password|passwd|passphrase|secret|token|api[_\- ]?key|access[_\- ]?key|credential)s?\b[""']?\s*(?:[:=]|\bis\b)\s*[""'`]?(?<v>[^\s""'`,;]{8,200})|\bauthorization\s*:\s*(?:bearer|basic)\s+(?<v>[A-Za-z0-9._~+/=\-]{12,})", AnyCase, PatternTimeoutMs)]
    private static partial Regex Assignment();
}
