using Vibe.Core.Requests;

namespace Vibe.Core.Tests.Requests;

public sealed class SecretScannerTests
{
    // Put together here, so that no scanner of repositories takes the samples for real ones.
    private static string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(i => "aB3dE5gH7jK9mN2pQ4rS6tU8"[i % 24]));

    private static string Hex(int count) => string.Concat(Enumerable.Range(0, count).Select(i => "0123456789abcdef"[i * 7 % 16]));

    public static TheoryData<SecretKind, string> Secrets() => new()
    {
        { SecretKind.PrivateKey, "-----BEGIN " + "RSA PRIVATE KEY-----" },
        { SecretKind.PrivateKey, "-----BEGIN " + "PRIVATE KEY-----" },
        { SecretKind.PrivateKey, "-----BEGIN " + "OPENSSH PRIVATE KEY-----" },
        { SecretKind.AwsKey, "AKIA" + "IOSFODNN7EXAMPLE" },
        { SecretKind.CodeHostToken, "ghp" + "_" + Letters(36) },
        { SecretKind.CodeHostToken, "github" + "_pat_" + Letters(60) },
        { SecretKind.CodeHostToken, "glpat" + "-" + Letters(20) },
        { SecretKind.ChatToken, "xoxb" + "-123456789012-" + Letters(20) },
        { SecretKind.ChatToken, "xapp" + "-1-" + Letters(20) },
        { SecretKind.ChatToken, "https://hooks." + "slack.com/services/T000/B000/" + Letters(24) },
        { SecretKind.ModelKey, "sk" + "-proj-" + Letters(40) },
        { SecretKind.ModelKey, "sk" + "-ant-api03-" + Letters(40) },
        { SecretKind.ModelKey, "hf" + "_" + Letters(34) },
        { SecretKind.ServiceKey, "AIza" + Letters(35) },
        { SecretKind.ServiceKey, "sk" + "_live_" + Letters(24) },
        { SecretKind.ServiceKey, "SG." + Letters(22) + "." + Letters(43) },
        { SecretKind.ServiceKey, "npm" + "_" + Letters(36) },
        { SecretKind.ServiceKey, "AC" + Hex(32) },
        { SecretKind.WebToken, "eyJ" + Letters(20) + ".eyJ" + Letters(30) + "." + Letters(30) },
        { SecretKind.Credentials, "postgres://app:" + "hunter22@db/app" },
        { SecretKind.Credentials, "Server=db;User Id=app;" + "Password=hunter22" },
        { SecretKind.Assignment, "password: " + "hunter2-is-" + "9" },
        { SecretKind.Assignment, "API_KEY=" + Letters(16) },
        { SecretKind.Assignment, "my token is " + Letters(12) },
        { SecretKind.Assignment, "Authorization: " + "Bearer " + Letters(24) },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Scan_TextWithSecret_FindsItsKind(SecretKind kind, string secret)
    {
        var found = SecretScanner.Scan($"please build a page that uses {secret} for the login");

        Assert.Contains(found, f => f.Kind == kind);
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Redact_TextWithSecret_HoldsNothingThatIsFoundAgain(SecretKind kind, string secret)
    {
        var text = $"use {secret} now";

        var redacted = SecretScanner.Redact(text);

        Assert.NotEqual(text, redacted);
        Assert.Empty(SecretScanner.Scan(redacted));
        Assert.Contains("removed]", redacted, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty(SecretScanner.Describe(kind)));
    }

    [Theory]
    [InlineData("a page with a login form: password: required-field, at least eight characters")]
    [InlineData("show a token counter; the token is refreshed every hour")]
    [InlineData("a REST client for https://example.com/api?page=2 with retries")]
    [InlineData("sort the list of keys by their secret ingredient")]
    [InlineData("a password generator with length 16 and 2 digits")]
    [InlineData("explain what an API key is: something that identifies a caller")]
    [InlineData("commit 3f2504e04f8941d39a0c0305e82c3301 broke the build; make a page about it")]
    [InlineData("write to user@example.com and see http://localhost:8080/path@2x.png")]
    [InlineData("a sk-learn tutorial and a task-list")]
    public void Scan_OrdinaryRequest_FindsNothing(string text) => Assert.Empty(SecretScanner.Scan(text));

    [Fact]
    public void Scan_OverlappingForms_AreToldOnce()
    {
        var found = SecretScanner.Scan("api_key = " + "ghp" + "_" + Letters(36));

        Assert.Equal(SecretKind.CodeHostToken, Assert.Single(found).Kind);
    }

    [Fact]
    public void Scan_LongTextWithoutSecrets_EndsInTime()
    {
        var text = string.Concat(Enumerable.Repeat("password password-token_secret key://a:b c eyJ ", 200));

        Assert.Empty(SecretScanner.Scan(text));
    }
}
