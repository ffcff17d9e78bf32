using Microsoft.Extensions.Configuration;

namespace Vibe.Slack.Settings;

/// <summary>The Slack app.</summary>
public sealed class SlackOptions
{
    /// <summary>Where it is in the configuration.</summary>
    public const string SectionName = "Slack";

    /// <summary>Slack's own Web API.</summary>
    public static readonly Uri DefaultApiBaseUrl = new("https://slack.com/api/");

    /// <summary>Proves that a request comes from Slack: the app's page, Basic Information, Signing Secret.</summary>
    /// <value><see langword="null"/> by default; needed unless <see cref="AppToken"/> is set.</value>
    public string? SigningSecret { get; set; }

    /// <summary>What Vibe speaks with: the app's page, OAuth &amp; Permissions, Bot User OAuth Token (<c>xoxb-…</c>).</summary>
    /// <value><see langword="null"/> by default; needed where Slack is used.</value>
    public string? BotToken { get; set; }

    /// <summary>Opens Socket Mode, which needs no public address: the app's page, Basic Information, App-Level Tokens, scope <c>connections:write</c> (<c>xapp-…</c>).</summary>
    /// <value><see langword="null"/> by default: Slack calls Vibe's addresses.</value>
    public string? AppToken { get; set; }

    /// <summary>Where the Web API is.</summary>
    /// <value><c>https://slack.com/api/</c> by default.</value>
    public Uri ApiBaseUrl { get; set; } = DefaultApiBaseUrl;

    /// <summary>How long a call of the Web API may take.</summary>
    /// <value>15 seconds by default; 1 second to 5 minutes.</value>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many connections Socket Mode holds at once, so that one can go while another stays.</summary>
    /// <value>2 by default; 1 to 10.</value>
    public int SocketConnections { get; set; } = 2;

    /// <summary>Whether anything of the app is configured.</summary>
    public bool IsConfigured => new[] { SigningSecret, BotToken, AppToken }.Any(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>Whether a configuration holds anything of the app; blank values count as none.</summary>
    /// <param name="configuration">The whole configuration.</param>
    public static bool IsConfiguredIn(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection(SectionName);
        return new[] { nameof(SigningSecret), nameof(BotToken), nameof(AppToken) }.Any(key => !string.IsNullOrWhiteSpace(section[key]));
    }

    internal bool UsesSocketMode => !string.IsNullOrWhiteSpace(AppToken);
}
