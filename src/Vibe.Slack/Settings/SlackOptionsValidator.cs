using Microsoft.Extensions.Options;

namespace Vibe.Slack.Settings;

internal sealed class SlackOptionsValidator : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        if (!options.IsConfigured)
        {
            return ValidateOptionsResult.Success;
        }

        var failures = new List<string>();
        Token("BotToken", options.BotToken, ("xoxb-", "the app's page, OAuth & Permissions, Bot User OAuth Token"), isRequired: true, failures);
        Token("AppToken", options.AppToken, ("xapp-", "the app's page, Basic Information, App-Level Tokens"), isRequired: false, failures);
        if (string.IsNullOrWhiteSpace(options.SigningSecret) && string.IsNullOrWhiteSpace(options.AppToken))
        {
            failures.Add("Slack:SigningSecret is not set; set it (the app's page, Basic Information), or set Slack:AppToken to use Socket Mode.");
        }

        if (!options.ApiBaseUrl.IsAbsoluteUri || options.ApiBaseUrl.Scheme is not ("https" or "http") || !options.ApiBaseUrl.AbsolutePath.EndsWith('/'))
        {
            failures.Add($"Slack:ApiBaseUrl is '{options.ApiBaseUrl}'; it must be an http or https address that ends with a slash, for example {SlackOptions.DefaultApiBaseUrl}");
        }

        if (options.CallTimeout < TimeSpan.FromSeconds(1) || options.CallTimeout > TimeSpan.FromMinutes(5))
        {
            failures.Add($"Slack:CallTimeout is {options.CallTimeout}; it must be from 00:00:01 to 00:05:00.");
        }

        if (options.SocketConnections is < 1 or > 10)
        {
            failures.Add($"Slack:SocketConnections is {options.SocketConnections}; it must be from 1 to 10.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // The message never shows a token, not even a wrong one.
    private static void Token(string key, string? value, (string Prefix, string Place) kind, bool isRequired, List<string> failures)
    {
        if (string.IsNullOrWhiteSpace(value) && !isRequired)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(value))
        {
            failures.Add($"Slack:{key} is not set; copy it from {kind.Place}.");
        }
        else if (!value.StartsWith(kind.Prefix, StringComparison.Ordinal))
        {
            failures.Add($"Slack:{key} does not begin with {kind.Prefix}; copy it from {kind.Place}.");
        }
    }
}
