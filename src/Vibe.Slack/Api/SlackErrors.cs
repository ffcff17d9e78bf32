namespace Vibe.Slack.Api;

/// <summary>Slack's words for what went wrong, and what people who run Vibe do about them.</summary>
internal static class SlackErrors
{
    private static readonly HashSet<string> s_rateLimits = new(StringComparer.Ordinal) { "ratelimited", "rate_limited" };

    // Slack says of fatal_error that the call may have been done in part; of the others it says nothing.
    private static readonly HashSet<string> s_passing = new(StringComparer.Ordinal)
    {
        "internal_error", "fatal_error", "service_unavailable", "request_timeout", "rollup_error", "external_channel_migrating", "streaming_state_conflict",
    };

    private static readonly Dictionary<string, string> s_steps = new(StringComparer.Ordinal)
    {
        ["invalid_auth"] = "Slack does not know the token. Set Slack:BotToken to the app's Bot User OAuth Token (OAuth & Permissions).",
        ["not_authed"] = "No token was sent. Set Slack:BotToken.",
        ["account_inactive"] = "The app was removed from the workspace. Install it again and set Slack:BotToken.",
        ["token_revoked"] = "The token was revoked. Install the app again and set Slack:BotToken.",
        ["token_expired"] = "The token has expired. Turn token rotation off for the app, install it again and set Slack:BotToken.",
        ["not_allowed_token_type"] = "This is a token of another kind. Slack:BotToken must begin with xoxb-, Slack:AppToken with xapp-.",
        ["missing_scope"] = "The app lacks a scope. Update it from manifests/slack/manifest.json and install it again.",
        ["not_in_channel"] = "Vibe is not in the channel. Invite it: /invite @vibe",
        ["channel_not_found"] = "Vibe does not see the channel. Invite it there: /invite @vibe",
        ["is_archived"] = "The channel is archived. Unarchive it, or ask in another one.",
        ["restricted_action"] = "A setting of the workspace forbids apps to post there. Ask an administrator of the workspace, or use another channel.",
        ["restricted_action_read_only_channel"] = "The channel is read-only. Ask in another one.",
        ["restricted_action_thread_only_channel"] = "Only replies may be posted in the channel. Mention Vibe in a thread there.",
        ["restricted_action_non_threadable_channel"] = "The channel takes no replies. Ask in another one.",
        ["restricted_action_thread_locked"] = "The thread is locked. Ask in another one.",
        ["message_not_found"] = "The message is gone: somebody deleted it.",
        ["cant_update_message"] = "The message is not Vibe's own, or its app was reinstalled.",
        ["edit_window_closed"] = "The workspace no longer lets this message be edited.",
        ["thread_not_found"] = "The thread is gone: somebody deleted its first message.",
        ["msg_too_long"] = "The message is too long for Slack. This is a fault of Vibe: please report it.",
        ["msg_blocks_too_long"] = "The message is too long for Slack. This is a fault of Vibe: please report it.",
        ["invalid_blocks"] = "Slack does not take the message's blocks. This is a fault of Vibe: please report it.",
        ["message_limit_exceeded"] = "The workspace has reached its number of messages for now. Its plan sets that limit.",
        ["expired_trigger_id"] = "The dialog came too late: Slack allows three seconds. Click again.",
        ["exchanged_trigger_id"] = "The dialog was opened already.",
        ["invalid_trigger_id"] = "Slack does not know the click that the dialog answers. Click again.",
        ["user_not_in_channel"] = "The person has left the channel.",
        ["user_not_found"] = "Slack does not know the person.",
        ["user_not_visible"] = "The app may not see the person.",
        ["cannot_dm_bot"] = "The person is a bot.",
        ["file_uploads_disabled"] = "The workspace does not take files. Ask an administrator of the workspace.",
        ["storage_limit_reached"] = "The workspace has no room for files left. Ask an administrator of the workspace.",
        ["file_upload_size_restricted"] = "The file is larger than the workspace takes.",
        ["ekm_access_denied"] = "An administrator of the workspace has suspended the app's access.",
        ["team_access_not_granted"] = "The app is not installed for this workspace of the organization. Add it there.",
        ["org_login_required"] = "The workspace is moving to an organization. Try again later.",
        ["access_denied"] = "Slack denies access. See the app's installation.",
        ["unknown_method"] = "Slack does not know the method. See Slack:ApiBaseUrl.",
    };

    // What somebody can mend, so that the same call works afterwards; everything else is refused for good.
    private static readonly HashSet<string> s_mendable = new(StringComparer.Ordinal)
    {
        "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type", "missing_scope", "no_permission", "ekm_access_denied",
        "team_access_not_granted", "team_added_to_org", "org_login_required", "two_factor_setup_required", "access_denied", "unknown_method", "accesslimited",
        "not_in_channel", "channel_not_found", "is_archived", "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel", "restricted_action_thread_locked", "message_limit_exceeded", "file_uploads_disabled", "storage_limit_reached",
    };

    /// <summary>Whether the same call works once somebody has mended what it complains of.</summary>
    public static bool IsMendable(string code) => s_mendable.Contains(code) || (code.StartsWith("http_4", StringComparison.Ordinal) && code != "http_413");

    public static bool IsRateLimit(string code) => s_rateLimits.Contains(code);

    public static bool IsPassing(string code) => s_passing.Contains(code);

    /// <summary>What happened and the next step, in one or two sentences.</summary>
    public static string Describe(string method, string code, string detail)
    {
        var step = s_steps.GetValueOrDefault(code, "See https://docs.slack.dev/reference/methods for what it means.");
        return detail.Length == 0 ? $"Slack refuses {method} ({code}). {step}" : $"Slack refuses {method} ({code}: {detail}). {step}";
    }
}
