using Vibe.Core.Identity;
using Vibe.Core.Policies;

namespace Vibe.Core.Requests;

/// <summary>What is known of a request before anything is stored.</summary>
public sealed record RequestQuestion
{
    /// <summary>The request's text.</summary>
    public required string Text { get; init; }

    /// <summary>Who asks.</summary>
    public required UserRef Requester { get; init; }

    /// <summary>Whether the platform says that the requester is a guest.</summary>
    public bool IsGuest { get; init; }

    /// <summary>The policy of the selected project.</summary>
    public required ProjectPolicy Policy { get; init; }
}
