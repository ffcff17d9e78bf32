using Vibe.Chat.Dialogs;
using Vibe.Core.Cards;

namespace Vibe.Slack.Blocks;

/// <summary>The ids by which Slack names Vibe's buttons, dialogs and messages when it sends them back.</summary>
internal static class SlackNames
{
    public const string MessageShortcut = "vibe_build";
    public const string MetadataEvent = "vibe_message";
    public const string MetadataKey = "key";
    public const string MetadataRevision = "revision";

    /// <summary>Block and action of a dialog's only field.</summary>
    public const string Field = "text";

    public const string ArtifactView = "vibe.artifact";
    public const string FileSelect = "vibe.view.file";
    public const string PageButton = "vibe.view.page";

    private static readonly (CardAction Action, string Id)[] s_actions =
    [
        (CardAction.Approve, "vibe.approve"),
        (CardAction.RequestChanges, "vibe.request_changes"),
        (CardAction.Reject, "vibe.reject"),
        (CardAction.ViewArtifact, "vibe.view_artifact"),
        (CardAction.Cancel, "vibe.cancel"),
        (CardAction.Retry, "vibe.retry"),
        (CardAction.Discard, "vibe.discard"),
    ];

    private static readonly (DialogKind Kind, string Id)[] s_dialogs =
    [
        (DialogKind.RequestChanges, "vibe.dialog.request_changes"),
        (DialogKind.Reject, "vibe.dialog.reject"),
        (DialogKind.Build, "vibe.dialog.build"),
    ];

    public static string Of(CardAction action) => s_actions.First(a => a.Action == action).Id;

    public static string Of(DialogKind kind) => s_dialogs.First(d => d.Kind == kind).Id;

    public static CardAction? ReadAction(string? id) => s_actions.Where(a => a.Id == id).Select(a => (CardAction?)a.Action).FirstOrDefault();

    public static DialogKind? ReadDialog(string? id) => s_dialogs.Where(d => d.Id == id).Select(d => (DialogKind?)d.Kind).FirstOrDefault();
}
