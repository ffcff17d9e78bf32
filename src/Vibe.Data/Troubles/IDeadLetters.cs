namespace Vibe.Data.Troubles;

/// <summary>What was given up, for those who run Vibe: <see cref="ITroubleStore"/> counts the same. What is done here is audited.</summary>
public interface IDeadLetters
{
    /// <summary>Lists it, oldest first, at most so many.</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(int count, CancellationToken cancellationToken);

    /// <summary>
    /// Has it tried again as if for the first time: an event is carried out within a second where a process with the role <c>web</c> runs, and its sender hears of the outcome.
    /// False where there is nothing of this name any more.
    /// </summary>
    Task<bool> RetryAsync(DeadLetterId id, CancellationToken cancellationToken);

    /// <summary>Lets it go: it is neither tried nor counted any more. False where there is nothing of this name any more.</summary>
    Task<bool> DiscardAsync(DeadLetterId id, CancellationToken cancellationToken);
}
