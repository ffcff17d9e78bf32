using Vibe.Chat.Artifacts;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Outbound;
using Vibe.Core.Identity;
using Vibe.Data.WebChat;
using Vibe.Web.Access;

namespace Vibe.Web.Messages;

/// <summary>The chat port on the web chat's own messages. A message's id is its key, so that sending twice is sending once.</summary>
internal sealed class WebChatPlatform(IWebMessageStore messages, WebPeople people, IArtifactReader artifacts) : IChatPlatform
{
    /// <summary>The workspace that every conversation of the web chat is in.</summary>
    public const string Workspace = "web";

    /// <inheritdoc />
    public ChatPlatform Platform => ChatPlatform.Web;

    /// <inheritdoc />
    public IReadOnlyList<RateLimit> Limits => [];

    /// <inheritdoc />
    public Task<DeliveryOutcome> SendCardAsync(CardMessage message, CancellationToken cancellationToken) =>
        SaveAsync(message.Key, message.Thread, null, new WebMessageContent { Card = WebCards.Of(message.View, NameOf) }, cancellationToken);

    /// <inheritdoc />
    public Task<DeliveryOutcome> EditCardAsync(CardMessage message, string messageId, CancellationToken cancellationToken) =>
        SaveAsync(messageId, message.Thread, null, new WebMessageContent { Card = WebCards.Of(message.View, NameOf) }, cancellationToken);

    /// <inheritdoc />
    public Task<DeliveryOutcome> SendNoticeAsync(NoticeMessage message, CancellationToken cancellationToken) =>
        SaveAsync(
            message.Key,
            message.Thread,
            null,
            new WebMessageContent { Text = message.Notice.Text, Mentions = [.. message.Notice.Mentions.Select(m => m.Id)] },
            cancellationToken);

    /// <inheritdoc />
    public Task<DeliveryOutcome> UploadFileAsync(FileMessage message, CancellationToken cancellationToken)
    {
        var file = message.File;
        var url = $"/chat/files/{file.Content}/{Uri.EscapeDataString(file.FileName)}";
        return SaveAsync(
            message.Key,
            message.Thread,
            null,
            new WebMessageContent { Text = WebTexts.Of(message.Comment, NameOf), File = new WebFile(file.FileName, message.Content.Length, url) },
            cancellationToken);
    }

    /// <inheritdoc />
    public async Task<FindOutcome> FindMessageAsync(MessageSearch search, CancellationToken cancellationToken) =>
        await messages.ExistsAsync(search.Key, cancellationToken) ? new FindOutcome.Found(search.Key) : new FindOutcome.Missing();

    /// <inheritdoc />
    public Task<DeliveryOutcome> AnswerPrivatelyAsync(PrivateAnswer answer, CancellationToken cancellationToken) =>
        SaveAsync($"private-{Guid.NewGuid():N}", answer.Thread, answer.User, new WebMessageContent { Text = WebTexts.Of(answer.Text, NameOf) }, cancellationToken);

    /// <inheritdoc />
    public Task<DeliveryOutcome> OpenDialogAsync(ChatDialog dialog, CancellationToken cancellationToken)
    {
        var id = $"dialog-{Guid.NewGuid():N}";
        var content = dialog is ChatDialog.ShowArtifact shown
            ? new WebMessageContent { Text = $"The files of build #{shown.Number}: use “View files” on its card." }
            : new WebMessageContent { Dialog = WebDialogs.Of(dialog, id) };
        return SaveAsync(id, dialog.Thread, dialog.User, content, cancellationToken);
    }

    /// <inheritdoc />
    public Task<ChatPerson?> FindPersonAsync(string workspace, UserRef user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Platform == ChatPlatform.Web && people.Find(user.Id) is { } person ? new ChatPerson(user, person.Name, person.IsGuest) : null);

    /// <summary>The bytes of a delivered file.</summary>
    public Task<byte[]?> ReadFileAsync(Core.Artifacts.ArtifactDigest digest, CancellationToken cancellationToken) => artifacts.ReadContentAsync(digest, cancellationToken);

    private string NameOf(UserRef user) => user.Platform == ChatPlatform.Web && people.Find(user.Id) is { } person ? person.Name : user.ToString();

    private async Task<DeliveryOutcome> SaveAsync(string key, ThreadRef thread, UserRef? privateTo, WebMessageContent content, CancellationToken cancellationToken)
    {
        var draft = new WebMessageDraft
        {
            Key = key,
            Channel = thread.Channel,
            Thread = thread.Thread == key ? null : thread.Thread,
            PrivateTo = privateTo?.Id,
            IsTransient = content.Dialog is not null,
            Content = WebJson.Write(content),
        };
        await messages.SaveAsync(draft, cancellationToken);
        return new DeliveryOutcome.Delivered(key);
    }
}
