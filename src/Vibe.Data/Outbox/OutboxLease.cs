using Vibe.Core.Builds;
using Vibe.Core.Identity;

namespace Vibe.Data.Outbox;

/// <summary>Something to publish that one publisher holds for a while.</summary>
public sealed record OutboxLease
{
    /// <summary>The row.</summary>
    public required long Id { get; init; }

    /// <summary>Proves the lease.</summary>
    public required Guid Token { get; init; }

    /// <summary>What it is.</summary>
    public required OutboxKind Kind { get; init; }

    /// <summary>Unique in the outbox; goes into the message's metadata, by which the message is found again.</summary>
    public required string Key { get; init; }

    /// <summary>The build.</summary>
    public required BuildId BuildId { get; init; }

    /// <summary>The build's requester, who is told where nothing can be posted.</summary>
    public required UserRef Requester { get; init; }

    /// <summary>Where it goes: for a card where the build was asked for, for notices and files the build's thread.</summary>
    public required ThreadRef Thread { get; init; }

    /// <summary>The card, notice or file as JSON; read it with <see cref="OutboxContent"/>.</summary>
    public required string Content { get; init; }

    /// <summary>The revision that <see cref="Content"/> is.</summary>
    public required long Revision { get; init; }

    /// <summary>The platform's id of the message that shows an earlier revision; <see langword="null"/> where there is none yet.</summary>
    public string? MessageId { get; init; }

    /// <summary>What an earlier attempt at an upload recorded.</summary>
    public string? Progress { get; init; }

    /// <summary>An earlier attempt may have reached the platform without having been recorded: look for the message before sending.</summary>
    public bool MayBeSent { get; init; }

    /// <summary>How many attempts failed before, since the last success or new revision.</summary>
    public int Attempts { get; init; }

    /// <summary>Why an earlier attempt was refused, the platform's word; <see langword="null"/> since the last success.</summary>
    public string? FailureCode { get; init; }

    /// <summary>What the card shows of the line, as <see cref="OutboxPublished.ShownLine"/> takes it; <see langword="null"/> where it does not wait or the line does not know it.</summary>
    public string? LineFingerprint { get; init; }

    /// <summary>The pool in whose line the build waits.</summary>
    public string? Pool { get; init; }

    /// <summary>When the row was declared.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A message that is looked for is not older: when the row was declared, or the card's last message was found to be gone.</summary>
    public required DateTimeOffset SearchFrom { get; init; }

    /// <summary>How often the card's message was found to be gone.</summary>
    public int Losses { get; init; }

    /// <summary>See <see cref="Builds.BuildRegistration.ReplyTo"/>.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>0 decisions, ends and what asks for a decision; 1 a build's first card; 2 progress; 3 places in line.</summary>
    public required int Rank { get; init; }
}
