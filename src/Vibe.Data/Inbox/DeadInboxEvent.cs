using Vibe.Core.Identity;

namespace Vibe.Data.Inbox;

/// <summary>An event that could not be dispatched and that nobody tries any more.</summary>
/// <param name="Id">Names it to <see cref="IInboxStore.ReviveAsync"/>.</param>
/// <param name="Key">The event's key.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">What went wrong the last time.</param>
/// <param name="DeadAt">When it was given up.</param>
public sealed record DeadInboxEvent(long Id, EventKey Key, int Attempts, string Error, DateTimeOffset DeadAt);
