using Vibe.Core.Cards;

namespace Vibe.Data.Outbox;

/// <summary>What threads should show. Each call is one transaction, safe to repeat, and wakes the publishers of all processes. The build must be registered.</summary>
public interface IOutbox
{
    /// <summary>
    /// Declares a build's card. An equal or older revision changes nothing and returns false.
    /// The build's stage in the read model follows.
    /// </summary>
    /// <param name="card">The card.</param>
    /// <param name="revision">Grows by at least 1 with each card that the workflow declares; the first is 1.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<bool> PublishCardAsync(BuildCard card, long revision, CancellationToken cancellationToken);

    /// <summary>Declares a notice; one with the same key was declared before means nothing happens and false. It goes out after the card as it is declared now.</summary>
    Task<bool> PublishNoticeAsync(Notice notice, CancellationToken cancellationToken);

    /// <summary>Declares a file; one with the same key was declared before means nothing happens and false. It goes out after the card as it is declared now.</summary>
    Task<bool> PublishFileAsync(FileDelivery file, CancellationToken cancellationToken);
}
