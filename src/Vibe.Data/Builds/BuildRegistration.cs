using Vibe.Core.Builds;
using Vibe.Core.Identity;

namespace Vibe.Data.Builds;

/// <summary>What is known of a build when it is asked for.</summary>
public sealed record BuildRegistration
{
    /// <summary>The build.</summary>
    public required BuildId Id { get; init; }

    /// <summary>Who asked.</summary>
    public required UserRef Requester { get; init; }

    /// <summary>Where the card goes: a thread, or a channel in which the card becomes the root of one.</summary>
    public required ThreadRef Thread { get; init; }

    /// <summary>The project whose policy holds.</summary>
    public required string Project { get; init; }

    /// <summary>The beginning of the request, at most 150 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The whole request; kept as a text of the build.</summary>
    public required string Request { get; init; }

    /// <summary>Where the platform takes an answer to the requester alone where the bot may not post, for example Slack's <c>response_url</c>; may be out of date.</summary>
    public string? ReplyTo { get; init; }
}
