using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vibe.Chat.Outbound;
using Vibe.Core.Identity;
using Vibe.Slack.Api;
using Vibe.Slack.Blocks;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Messages;

/// <summary>
/// Uploads a file in Slack's three steps: ask for an address, send the bytes, complete. The file's id is recorded between the second and the third, so that after a crash
/// the same file is completed or found to be complete, and never a second one posted.
/// </summary>
internal sealed class SlackFiles(ISlackApi api)
{
    public async Task<DeliveryOutcome> UploadAsync(FileMessage message, CancellationToken cancellationToken)
    {
        if (message.Progress is { Length: > 0 } known)
        {
            var shared = await IsSharedAsync(known, message.Thread, cancellationToken);
            if (shared is not SlackAnswer.Refused)
            {
                return shared is SlackAnswer.Ok ? new DeliveryOutcome.Delivered(known) : SlackOutcomes.Of("files.info", shared, known);
            }

            var completed = await CompleteAsync(known, message, cancellationToken);
            if (completed is not DeliveryOutcome.Failed { Code: "file_not_found" or "file_deleted" or "file_not_shared" or "invalid_file_id" })
            {
                return completed;
            }
        }

        return await UploadAnewAsync(message, cancellationToken);
    }

    private async Task<DeliveryOutcome> UploadAnewAsync(FileMessage message, CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string, string>
        {
            ["filename"] = message.File.FileName,
            ["length"] = message.Content.Length.ToString(CultureInfo.InvariantCulture),
        };
        var asked = await api.FormAsync("files.getUploadURLExternal", arguments, cancellationToken);
        if (asked is not SlackAnswer.Ok ok || SlackValue.Text(ok.Root, "file_id") is not { Length: > 0 } id || !Uri.TryCreate(SlackValue.Text(ok.Root, "upload_url"), UriKind.Absolute, out var address))
        {
            return asked is SlackAnswer.Ok ? new DeliveryOutcome.Unavailable("no_upload_url", MayBeDone: false) : NotYetDone("files.getUploadURLExternal", asked);
        }

        var sent = await api.SendBytesAsync(address, message.Content, cancellationToken);
        if (sent is not SlackAnswer.Ok)
        {
            return NotYetDone("file upload", sent);
        }

        return await message.RecordProgressAsync(id, cancellationToken)
            ? await CompleteAsync(id, message, cancellationToken)
            : new DeliveryOutcome.Unavailable("taken_over", MayBeDone: false);
    }

    private async Task<DeliveryOutcome> CompleteAsync(string id, FileMessage message, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject
        {
            ["files"] = new JsonArray(new JsonObject { ["id"] = id, ["title"] = message.File.FileName }),
            ["channel_id"] = message.Thread.Channel,
        };
        if (message.Thread.Thread is { } root)
        {
            arguments["thread_ts"] = root;
        }

        if (message.Comment.Spans.Count > 0)
        {
            arguments["initial_comment"] = SlackMarkup.Fit(SlackMarkup.Write(message.Comment), SlackLimits.MessageText);
        }

        return SlackOutcomes.Of("files.completeUploadExternal", await api.PostAsync("files.completeUploadExternal", arguments, cancellationToken), id);
    }

    // Nothing is visible before the upload is completed, so that it can simply begin again.
    private static DeliveryOutcome NotYetDone(string method, SlackAnswer answer) =>
        answer is SlackAnswer.Unavailable unavailable ? new DeliveryOutcome.Unavailable(unavailable.Code, MayBeDone: false) : SlackOutcomes.Of(method, answer, string.Empty);

    /// <summary>Ok where the file is in the channel; refused where it is not, or not known.</summary>
    private async Task<SlackAnswer> IsSharedAsync(string id, ThreadRef thread, CancellationToken cancellationToken)
    {
        var answer = await api.FormAsync("files.info", new Dictionary<string, string> { ["file"] = id }, cancellationToken);
        if (answer is not SlackAnswer.Ok ok)
        {
            return answer;
        }

        var file = SlackValue.At(ok.Root, "file") ?? default;
        var isShared = new[] { "channels", "groups", "ims" }.Any(kind => SlackValue.Items(file, kind).Any(c => c.ValueKind == JsonValueKind.String && c.GetString() == thread.Channel))
            || new[] { "public", "private" }.Any(kind => SlackValue.At(file, "shares", kind, thread.Channel) is { ValueKind: JsonValueKind.Array });
        return isShared ? ok : new SlackAnswer.Refused("file_not_shared", string.Empty);
    }
}
