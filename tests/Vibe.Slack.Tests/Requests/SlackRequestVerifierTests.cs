using System.Globalization;
using System.Text;
using Vibe.Slack.Requests;

namespace Vibe.Slack.Tests.Requests;

public sealed class SlackRequestVerifierTests
{
    // The example of Slack's documentation.
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const long Sent = 1531420618;
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    public static TheoryData<string, string?, string?, string?, string, long, int> Rows => new()
    {
        { "as documented", Secret, "1531420618", Signature, Body, 0, (int)SlackRequestVerdict.Genuine },
        { "299 s old", Secret, "1531420618", Signature, Body, 299, (int)SlackRequestVerdict.Genuine },
        { "300 s old", Secret, "1531420618", Signature, Body, 300, (int)SlackRequestVerdict.Genuine },
        { "301 s old", Secret, "1531420618", Signature, Body, 301, (int)SlackRequestVerdict.StaleTimestamp },
        { "300 s ahead", Secret, "1531420618", Signature, Body, -300, (int)SlackRequestVerdict.Genuine },
        { "301 s ahead", Secret, "1531420618", Signature, Body, -301, (int)SlackRequestVerdict.StaleTimestamp },
        { "no secret", null, "1531420618", Signature, Body, 0, (int)SlackRequestVerdict.NoSecret },
        { "empty secret", "", "1531420618", Signature, Body, 0, (int)SlackRequestVerdict.NoSecret },
        { "blank secret", "  ", "1531420618", Signature, Body, 0, (int)SlackRequestVerdict.NoSecret },
        { "other secret", "other", "1531420618", Signature, Body, 0, (int)SlackRequestVerdict.BadSignature },
        { "no timestamp", Secret, null, Signature, Body, 0, (int)SlackRequestVerdict.MissingHeader },
        { "no signature", Secret, "1531420618", null, Body, 0, (int)SlackRequestVerdict.MissingHeader },
        { "empty signature", Secret, "1531420618", "", Body, 0, (int)SlackRequestVerdict.MissingHeader },
        { "other version", Secret, "1531420618", Signature.Replace("v0=", "v1=", StringComparison.Ordinal), Body, 0, (int)SlackRequestVerdict.BadSignature },
        { "upper case", Secret, "1531420618", "v0=" + Signature[3..].ToUpperInvariant(), Body, 0, (int)SlackRequestVerdict.BadSignature },
        { "shorter", Secret, "1531420618", Signature[..^1], Body, 0, (int)SlackRequestVerdict.BadSignature },
        { "longer", Secret, "1531420618", Signature + "0", Body, 0, (int)SlackRequestVerdict.BadSignature },
        { "not ASCII", Secret, "1531420618", Signature[..^1] + "é", Body, 0, (int)SlackRequestVerdict.BadSignature },
        { "other body", Secret, "1531420618", Signature, Body + "&x=1", 0, (int)SlackRequestVerdict.BadSignature },
        { "no number", Secret, "soon", Signature, Body, 0, (int)SlackRequestVerdict.BadTimestamp },
        { "negative", Secret, "-1531420618", Signature, Body, 0, (int)SlackRequestVerdict.BadTimestamp },
        { "spaces", Secret, " 1531420618", Signature, Body, 0, (int)SlackRequestVerdict.BadTimestamp },
        { "beyond all numbers", Secret, "99999999999999999999", Signature, Body, 0, (int)SlackRequestVerdict.BadTimestamp },
        { "the largest number", Secret, long.MaxValue.ToString(CultureInfo.InvariantCulture), Signature, Body, 0, (int)SlackRequestVerdict.StaleTimestamp },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Verify_EachCase_GivesItsVerdict(string name, string? secret, string? timestamp, string? signature, string body, long age, int verdict)
    {
        var found = SlackRequestVerifier.Verify(secret, Encoding.UTF8.GetBytes(body), timestamp, signature, DateTimeOffset.FromUnixTimeSeconds(Sent + age));

        Assert.True((SlackRequestVerdict)verdict == found, $"{name}: {found}");
    }

    [Fact]
    public void Sign_DocumentedExample_GivesItsSignature() =>
        Assert.Equal(Signature, SlackRequestVerifier.Sign(Secret, Encoding.UTF8.GetBytes(Body), "1531420618"));
}
