using Vibe.Core.Builds;

namespace Vibe.Data.Outbox;

/// <summary>Something that could not be published and is not tried any more.</summary>
/// <param name="Id">Names it to <see cref="IOutboxLeases.ReviveAsync"/>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Its key.</param>
/// <param name="BuildId">The build.</param>
/// <param name="Code">The platform's word, for example <c>not_in_channel</c>.</param>
/// <param name="Reason">What went wrong and what to do.</param>
/// <param name="FailedAt">When it was given up.</param>
public sealed record OutboxFailure(long Id, OutboxKind Kind, string Key, BuildId BuildId, string Code, string Reason, DateTimeOffset FailedAt);
