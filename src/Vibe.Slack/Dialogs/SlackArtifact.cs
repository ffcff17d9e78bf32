using Vibe.Chat.Artifacts;
using Vibe.Chat.Cards;
using Vibe.Slack.Blocks;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Dialogs;

/// <summary>
/// Shows the files of exactly one artifact in a modal: all of them where they fit, else one at a time, page by page, so that nothing is left out.
/// </summary>
internal static class SlackArtifact
{
    private const int BlocksOnPage = 6;

    /// <summary>Up to this many characters the whole artifact is shown at once.</summary>
    private const int Small = 12_000;

    public static SlackView Render(ArtifactView artifact, SlackDialogOrigin origin, int file, int page)
    {
        var isSmall = artifact.Files.Count <= 12 && artifact.Files.All(f => f.Text is not null) && artifact.Files.Sum(f => f.Text?.Length ?? 0) <= Small;
        List<SlackBlock> blocks = [SlackContext.Of($"Round {artifact.Round} · {SlackMarkup.Code(artifact.Digest.Value)}", "Approving approves exactly these bytes.")];
        if (isSmall)
        {
            foreach (var shown in artifact.Files)
            {
                blocks.Add(Heading(shown));
                blocks.AddRange(Pieces(shown).Select(SlackPreformatted.Of));
            }
        }
        else if (artifact.Files.Count > 0)
        {
            blocks.AddRange(OneFile(artifact, Math.Clamp(file, 0, artifact.Files.Count - 1), page));
        }

        return new SlackView(SlackView.TitleOf($"Files of #{origin.Number}"), blocks)
        {
            CallbackId = SlackNames.ArtifactView,
            Close = SlackView.TitleOf("Close"),
            PrivateMetadata = (origin with { Target = artifact.Target.ToString() }).Write(),
        };
    }

    private static IEnumerable<SlackBlock> OneFile(ArtifactView artifact, int file, int page)
    {
        var options = artifact.Files.Take(SlackLimits.Options).Select((f, i) => SlackOption.Of(End(f.File.Path), $"{i}/0")).ToList();
        yield return new SlackSection(SlackTextObject.Markup($"{artifact.Files.Count} files")) { Accessory = new SlackSelect(SlackNames.FileSelect, options) { InitialOption = options[file] } };
        var shown = artifact.Files[file];
        yield return Heading(shown);
        var pages = Pieces(shown).Chunk(BlocksOnPage).ToList();
        if (pages.Count == 0)
        {
            yield break;
        }

        var index = Math.Clamp(page, 0, pages.Count - 1);
        foreach (var piece in pages[index])
        {
            yield return SlackPreformatted.Of(piece);
        }

        if (pages.Count > 1)
        {
            yield return SlackContext.Of($"Page {index + 1} of {pages.Count}");
            var buttons = new List<SlackElement>();
            if (index > 0)
            {
                buttons.Add(SlackButton.Of(SlackNames.PageButton + ".back", "Back", $"{file}/{index - 1}"));
            }

            if (index < pages.Count - 1)
            {
                buttons.Add(SlackButton.Of(SlackNames.PageButton + ".next", "Next page", $"{file}/{index + 1}"));
            }

            yield return new SlackActions(buttons);
        }
    }

    private static SlackSection Heading(ArtifactFileView file) =>
        SlackSection.Of($"{SlackMarkup.Code(file.File.Path)} · {Sizes.Roughly(file.File.Size)} · {file.File.Digest.Abbreviated}{(file.Text is null ? "\nThis file is not text; it is in the delivered archive." : string.Empty)}");

    // Cut at line ends where lines are short enough.
    private static IEnumerable<string> Pieces(ArtifactFileView file)
    {
        var text = file.Text ?? string.Empty;
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(start + SlackPreformatted.LongestText, text.Length);
            if (end < text.Length)
            {
                var line = text.LastIndexOf('\n', end - 1, end - start);
                end = line > start ? line + 1 : char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
            }

            yield return text[start..end];
            start = end;
        }
    }

    private static string End(string path) => path.Length <= SlackLimits.OptionText ? path : "…" + path[^(SlackLimits.OptionText - 1)..];
}
