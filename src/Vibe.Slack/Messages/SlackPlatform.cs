using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Outbound;
using Vibe.Core.Identity;
using Vibe.Slack.Api;
using Vibe.Slack.Blocks;
using Vibe.Slack.Cards;
using Vibe.Slack.Dialogs;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Messages;

/// <summary>The chat port for Slack.</summary>
internal sealed class SlackPlatform(ISlackApi api, SlackMessages messages, SlackFiles files, SlackPeople people) : IChatPlatform
{
    private const int MostMentions = 50;

    public ChatPlatform Platform => ChatPlatform.Slack;

    /// <summary>
    /// A message a second and channel, with short bursts; several hundred messages a minute and workspace; the other methods by their tier (50 or 100 a minute),
    /// two calls for an upload.
    /// </summary>
    public IReadOnlyList<RateLimit> Limits { get; } =
    [
        new(ChatMethod.Send, RateScope.Channel, TimeSpan.FromSeconds(1), 3),
        new(ChatMethod.Send, RateScope.Workspace, TimeSpan.FromMilliseconds(200), 20),
        new(ChatMethod.Edit, RateScope.Workspace, TimeSpan.FromMilliseconds(1_200), 10),
        new(ChatMethod.Upload, RateScope.Workspace, TimeSpan.FromMilliseconds(1_200), 5),
        new(ChatMethod.Find, RateScope.Workspace, TimeSpan.FromMilliseconds(1_200), 5),
    ];

    public async Task<DeliveryOutcome> SendCardAsync(CardMessage message, CancellationToken cancellationToken)
    {
        var card = CardOf(message);
        var outcome = await messages.SendAsync(message.Thread, card, cancellationToken);
        if (message.Thread.Thread is null || outcome is not DeliveryOutcome.Failed { Code: "thread_not_found" })
        {
            return outcome;
        }

        // A build whose thread is gone begins a new one.
        outcome = await messages.SendAsync(message.Thread with { Thread = null }, card, cancellationToken);
        return outcome is DeliveryOutcome.Delivered delivered ? delivered with { IsOutsideThread = true } : outcome;
    }

    public Task<DeliveryOutcome> EditCardAsync(CardMessage message, string messageId, CancellationToken cancellationToken) =>
        messages.EditAsync(message.Thread, messageId, CardOf(message), cancellationToken);

    public Task<DeliveryOutcome> SendNoticeAsync(NoticeMessage message, CancellationToken cancellationToken)
    {
        // The words must fit, whoever else is called.
        var called = message.Notice.Mentions.Take(MostMentions).Select(SlackMarkup.Person);
        var rest = message.Notice.Mentions.Count - MostMentions;
        var text = string.Join(' ', [.. called, .. rest > 0 ? [$"and {rest} more:"] : Array.Empty<string>(), SlackMarkup.Escape(message.Notice.Text)]);
        return messages.SendAsync(message.Thread, new SlackMessage(SlackMarkup.Fit(text, SlackLimits.MessageText), [], message.Key, Revision: null), cancellationToken);
    }

    public Task<DeliveryOutcome> UploadFileAsync(FileMessage message, CancellationToken cancellationToken) => files.UploadAsync(message, cancellationToken);

    public Task<FindOutcome> FindMessageAsync(MessageSearch search, CancellationToken cancellationToken) => messages.FindAsync(search, cancellationToken);

    public async Task<DeliveryOutcome> AnswerPrivatelyAsync(PrivateAnswer answer, CancellationToken cancellationToken)
    {
        var text = SlackMarkup.Fit(SlackMarkup.Write(answer.Text), SlackLimits.MessageText);
        if (Uri.TryCreate(answer.ReplyTo, UriKind.Absolute, out var address))
        {
            var message = new JsonObject { ["response_type"] = "ephemeral", ["replace_original"] = false, ["text"] = text };
            var responded = await api.RespondAsync(address, message, cancellationToken);
            // Used up, too late or refused: there are other ways. What may have arrived is not sent twice.
            if (responded is not SlackAnswer.Refused and not SlackAnswer.Unavailable { MayBeDone: false })
            {
                return SlackOutcomes.Of("response_url", responded, string.Empty);
            }
        }

        return await messages.TellAsync(answer, text, cancellationToken);
    }

    public async Task<DeliveryOutcome> OpenDialogAsync(ChatDialog dialog, CancellationToken cancellationToken)
    {
        if (dialog.TriggerId is not { Length: > 0 } trigger)
        {
            return new DeliveryOutcome.Failed("no_trigger", "Slack opens a dialog only in answer to a click or command.");
        }

        var arguments = new JsonObject { ["trigger_id"] = trigger, ["view"] = JsonSerializer.SerializeToNode(SlackDialogs.Render(dialog), SlackJson.Options) };
        return SlackOutcomes.Of("views.open", await api.PostAsync("views.open", arguments, cancellationToken), string.Empty);
    }

    public Task<ChatPerson?> FindPersonAsync(string workspace, UserRef user, CancellationToken cancellationToken) => people.FindAsync(workspace, user, cancellationToken);

    private static SlackMessage CardOf(CardMessage message) =>
        new(SlackCard.Fallback(message.View), SlackCard.Render(message.View), message.Key, message.Revision.ToString(CultureInfo.InvariantCulture));
}
