using Vibe.Chat.Dialogs;
using Vibe.Chat.Outbound;
using Vibe.Core.Identity;

namespace Vibe.Benchmarks.Acknowledge;

/// <summary>Slack as a place where every call succeeds at once.</summary>
internal sealed class SilentPlatform : IChatPlatform
{
    private static readonly Task<DeliveryOutcome> Done = Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Delivered("m"));

    public ChatPlatform Platform => ChatPlatform.Slack;

    public IReadOnlyList<RateLimit> Limits => [];

    public Task<DeliveryOutcome> SendCardAsync(CardMessage message, CancellationToken cancellationToken) => Done;

    public Task<DeliveryOutcome> EditCardAsync(CardMessage message, string messageId, CancellationToken cancellationToken) => Done;

    public Task<DeliveryOutcome> SendNoticeAsync(NoticeMessage message, CancellationToken cancellationToken) => Done;

    public Task<DeliveryOutcome> UploadFileAsync(FileMessage message, CancellationToken cancellationToken) => Done;

    public Task<FindOutcome> FindMessageAsync(MessageSearch search, CancellationToken cancellationToken) => Task.FromResult<FindOutcome>(new FindOutcome.Missing());

    public Task<DeliveryOutcome> AnswerPrivatelyAsync(PrivateAnswer answer, CancellationToken cancellationToken) => Done;

    public Task<DeliveryOutcome> OpenDialogAsync(ChatDialog dialog, CancellationToken cancellationToken) => Done;

    public Task<ChatPerson?> FindPersonAsync(string workspace, UserRef user, CancellationToken cancellationToken) =>
        Task.FromResult<ChatPerson?>(new ChatPerson(user, user.Id, IsGuest: false));
}
