namespace Vibe.Chat.Outbound;

/// <summary>A limit that the adapter declares and the publisher keeps: one call per interval, and after a pause as many at once as the burst says.</summary>
/// <param name="Method">What is limited.</param>
/// <param name="Scope">What it counts by.</param>
/// <param name="Interval">The mean distance between two calls.</param>
/// <param name="Burst">At least 1.</param>
public sealed record RateLimit(ChatMethod Method, RateScope Scope, TimeSpan Interval, int Burst);
