using Vibe.Chat.Dialogs;
using Vibe.Core.Identity;

namespace Vibe.Chat.Outbound;

/// <summary>
/// What an adapter does for the publisher and the dispatcher. One call is one attempt: retries, limits and order are the caller's, outcomes are values.
/// Calls for different channels come at the same time.
/// </summary>
public interface IChatPlatform
{
    /// <summary>Which platform this is; one adapter each.</summary>
    ChatPlatform Platform { get; }

    /// <summary>The limits to keep; empty where there are none.</summary>
    IReadOnlyList<RateLimit> Limits { get; }

    /// <summary>Posts a card that is not there yet.</summary>
    Task<DeliveryOutcome> SendCardAsync(CardMessage message, CancellationToken cancellationToken);

    /// <summary>Makes the card's message show this; returns <see cref="DeliveryOutcome.Delivered"/> with the same id, or <see cref="DeliveryOutcome.Gone"/>.</summary>
    Task<DeliveryOutcome> EditCardAsync(CardMessage message, string messageId, CancellationToken cancellationToken);

    /// <summary>Posts a notice.</summary>
    Task<DeliveryOutcome> SendNoticeAsync(NoticeMessage message, CancellationToken cancellationToken);

    /// <summary>Uploads a file, or goes on with an upload.</summary>
    Task<DeliveryOutcome> UploadFileAsync(FileMessage message, CancellationToken cancellationToken);

    /// <summary>Looks for a card or notice that may have been sent.</summary>
    Task<FindOutcome> FindMessageAsync(MessageSearch search, CancellationToken cancellationToken);

    /// <summary>Tells one person something, by the best way there is: the reply address, an ephemeral message, a direct message.</summary>
    Task<DeliveryOutcome> AnswerPrivatelyAsync(PrivateAnswer answer, CancellationToken cancellationToken);

    /// <summary>Opens a dialog for one person.</summary>
    Task<DeliveryOutcome> OpenDialogAsync(ChatDialog dialog, CancellationToken cancellationToken);

    /// <summary>Who that is; <see langword="null"/> where it cannot be found out now.</summary>
    Task<ChatPerson?> FindPersonAsync(string workspace, UserRef user, CancellationToken cancellationToken);
}
