using Vibe.Chat.Dialogs;
using Vibe.Slack.Blocks;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Dialogs;

/// <summary>Renders dialogs as modals.</summary>
internal static class SlackDialogs
{
    public static SlackView Render(ChatDialog dialog) => dialog switch
    {
        ChatDialog.AskChanges d => Ask(
            DialogKind.RequestChanges,
            new SlackDialogOrigin(d.Thread.Channel, d.Thread.Thread, d.Target.ToString(), d.Number),
            new Wording($"Changes to #{d.Number}", "Request changes", "What should change?", "The build goes another round with your words, and you decide again.")),
        ChatDialog.AskReason d => Ask(
            DialogKind.Reject,
            new SlackDialogOrigin(d.Thread.Channel, d.Thread.Thread, d.Target.ToString(), d.Number),
            new Wording($"Reject #{d.Number}", "Reject", "Why?", "The build ends here. The requester reads your reason.") { IsOptional = true }),
        ChatDialog.AskBuild d => Ask(
            DialogKind.Build,
            new SlackDialogOrigin(d.Thread.Channel, d.Thread.Thread, Target: null, Number: null),
            new Wording("New build", "Build", "What should be built?", "The build begins when you send this in.") { Initial = d.Prefilled }),
        ChatDialog.ShowArtifact d => SlackArtifact.Render(
            d.Artifact, new SlackDialogOrigin(d.Thread.Channel, d.Thread.Thread, Target: null, d.Number), file: 0, page: 0),
        _ => throw new ArgumentOutOfRangeException(nameof(dialog), dialog, "Unknown dialog."),
    };

    private static SlackView Ask(DialogKind kind, SlackDialogOrigin origin, Wording wording)
    {
        var input = new SlackTextInput(SlackNames.Field)
        {
            InitialValue = wording.Initial is { Length: > 0 } initial ? SlackMarkup.FitPlain(initial, SlackLimits.InputText) : null,
            MinLength = wording.IsOptional ? null : 1,
        };
        return new SlackView(
            SlackView.TitleOf(wording.Title),
            [new SlackInput(SlackNames.Field, SlackTextObject.Plain(wording.Label), input, wording.IsOptional) { Hint = SlackTextObject.Plain(wording.Hint) }])
        {
            CallbackId = SlackNames.Of(kind),
            Submit = SlackView.TitleOf(wording.Submit),
            Close = SlackView.TitleOf("Back"),
            PrivateMetadata = origin.Write(),
        };
    }

    private sealed record Wording(string Title, string Submit, string Label, string Hint)
    {
        public bool IsOptional { get; init; }

        public string? Initial { get; init; }
    }
}
