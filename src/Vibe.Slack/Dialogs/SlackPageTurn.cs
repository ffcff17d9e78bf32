namespace Vibe.Slack.Dialogs;

/// <summary>Which file and page of a dialog somebody wants to see.</summary>
/// <param name="ViewId">The open view.</param>
/// <param name="Hash">Its state; Slack refuses where it has changed since.</param>
/// <param name="Origin">What the dialog is bound to.</param>
/// <param name="File">From 0.</param>
/// <param name="Page">From 0.</param>
internal sealed record SlackPageTurn(string ViewId, string? Hash, SlackDialogOrigin Origin, int File, int Page);
