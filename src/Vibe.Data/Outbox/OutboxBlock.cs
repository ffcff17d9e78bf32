namespace Vibe.Data.Outbox;

/// <summary>Why a row cannot be published until somebody mends something.</summary>
/// <param name="Code">The platform's word.</param>
/// <param name="Reason">What went wrong and what to do.</param>
/// <param name="MayBeSent">Whether an earlier attempt may have been carried out all the same.</param>
public sealed record OutboxBlock(string Code, string Reason, bool MayBeSent);
