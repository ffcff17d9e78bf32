namespace Vibe.Data.Troubles;

/// <summary>Something that waits for somebody who looks.</summary>
/// <param name="Id">Names it.</param>
/// <param name="What">For people: the event's key, or the message's with the build's number.</param>
/// <param name="Since">When it was given up; for what is still tried when it was declared.</param>
/// <param name="Reason">What went wrong the last time, on one line.</param>
/// <param name="IsTried">Whether it is tried again by itself: a platform refuses it until somebody mends something.</param>
public sealed record DeadLetter(DeadLetterId Id, string What, DateTimeOffset Since, string Reason, bool IsTried);
