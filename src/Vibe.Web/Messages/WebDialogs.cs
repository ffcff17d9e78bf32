using Vibe.Chat.Dialogs;

namespace Vibe.Web.Messages;

/// <summary>Words of the page's dialogs.</summary>
internal static class WebDialogs
{
    /// <summary>The dialog to open.</summary>
    public static WebDialog Of(ChatDialog dialog, string id) => dialog switch
    {
        ChatDialog.AskChanges ask => new WebDialog
        {
            Id = id,
            Kind = DialogKind.RequestChanges,
            Target = ask.Target.ToString(),
            Title = $"Request changes to build #{ask.Number}",
            Text = "The build goes another round with what you write. What is shown now is not delivered.",
            Label = "What should change?",
            Submit = "Request changes",
        },
        ChatDialog.AskReason ask => new WebDialog
        {
            Id = id,
            Kind = DialogKind.Reject,
            Target = ask.Target.ToString(),
            Title = $"Reject build #{ask.Number}",
            Text = "The build ends and nothing is delivered.",
            Label = "Why? (the requester reads it)",
            Submit = "Reject",
            MayBeEmpty = true,
        },
        ChatDialog.AskBuild ask => new WebDialog
        {
            Id = id,
            Kind = DialogKind.Build,
            Title = "Ask for a build",
            Text = "Vibe generates and reviews it; a person approves before it is delivered.",
            Label = "What should be built?",
            Submit = "Start the build",
            Prefilled = ask.Prefilled,
        },
        _ => throw new InvalidOperationException($"The web chat has no dialog for {dialog.GetType().Name}."),
    };
}
