using Vibe.Core.Builds;
using Vibe.Core.Identity;

namespace Vibe.Data.Builds;

/// <summary>The read model of builds: short ids, threads, who has what open.</summary>
public interface IBuildStore
{
    /// <summary>Registers a build and gives it its short id; the same build registered again keeps the first registration and its number.</summary>
    Task<RegisteredBuild> RegisterAsync(BuildRegistration registration, CancellationToken cancellationToken);

    /// <summary>The build with this id.</summary>
    Task<BuildRecord?> FindAsync(BuildId id, CancellationToken cancellationToken);

    /// <summary>The build with this short id, if it belongs to the workspace.</summary>
    Task<BuildRecord?> FindByNumberAsync(ThreadRef askedIn, long number, CancellationToken cancellationToken);

    /// <summary>The builds of a thread, newest first: those asked for in it and the one whose card is its root.</summary>
    Task<IReadOnlyList<BuildRecord>> ListInThreadAsync(ThreadRef thread, CancellationToken cancellationToken);

    /// <summary>The open builds of a person in a workspace, newest first.</summary>
    Task<IReadOnlyList<BuildRecord>> ListOpenAsync(UserRef requester, string workspace, CancellationToken cancellationToken);

    /// <summary>The newest builds of a person in a workspace, open or ended.</summary>
    Task<IReadOnlyList<BuildRecord>> ListNewestAsync(UserRef requester, string workspace, int count, CancellationToken cancellationToken);

    /// <summary>All builds, of every workspace, that have not ended and were registered before a moment.</summary>
    Task<IReadOnlyList<BuildId>> ListOpenAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>All open builds of a workspace: working ones by number, then waiting ones by place; at most so many.</summary>
    Task<IReadOnlyList<BuildRecord>> ListQueueAsync(ThreadRef askedIn, int count, CancellationToken cancellationToken);

    /// <summary>All builds that wait for a decision, by number.</summary>
    Task<IReadOnlyList<BuildRecord>> ListAwaitingApprovalAsync(CancellationToken cancellationToken);
}
