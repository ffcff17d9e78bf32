using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Artifacts;
using Vibe.Slack.Api;
using Vibe.Slack.Background;
using Vibe.Slack.Blocks;

namespace Vibe.Slack.Dialogs;

/// <summary>Leafs through the files of an open dialog. Only shows what the dialog showed before: the same artifact, by its digest.</summary>
internal sealed partial class SlackArtifactPages(IArtifactReader artifacts, ISlackApi api, SlackAfterwards afterwards, ILogger<SlackArtifactPages> logger)
{
    public void Turn(SlackPageTurn turn) => afterwards.Enqueue(token => TurnAsync(turn, token));

    private async Task TurnAsync(SlackPageTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Origin.ReadTarget() is not { } target || await artifacts.ReadAsync(target, cancellationToken) is not { } artifact)
        {
            LogGone();
            return;
        }

        var view = SlackArtifact.Render(artifact, turn.Origin, turn.File, turn.Page);
        var arguments = new JsonObject { ["view_id"] = turn.ViewId, ["hash"] = turn.Hash, ["view"] = JsonSerializer.SerializeToNode(view, SlackJson.Options) };
        if (await api.PostAsync("views.update", arguments, cancellationToken) is SlackAnswer.Refused refused)
        {
            LogNotShown(refused.Code);
        }
    }

    [LoggerMessage(EventId = 6121, Level = LogLevel.Warning, Message = "The files of an open dialog are no longer there")]
    private partial void LogGone();

    [LoggerMessage(EventId = 6122, Level = LogLevel.Information, Message = "A page of a dialog could not be shown: {Code}")]
    private partial void LogNotShown(string code);
}
