using Vibe.Chat.Settings;
using Vibe.Core.Builds;
using Vibe.Data.Builds;

namespace Vibe.Chat.Builds;

/// <summary>Mends the cards of builds whose workflow ended without telling: somebody terminated or deleted it in Temporal, or a limit there ran out.</summary>
internal sealed class EndedBuilds(IBuildGateway gateway, IBuildStore builds, IBuildEnds ends, DispatchOptions options, TimeProvider time)
{
    /// <summary>Shows and tells the build's end where its workflow has ended and its card has not.</summary>
    /// <returns>How it ended, or <see langword="null"/> where the build goes on or has shown its end.</returns>
    public async Task<string?> MendAsync(BuildId id, CancellationToken cancellationToken)
    {
        if (await gateway.FindEndAsync(id, cancellationToken) is not { } end || await builds.FindAsync(id, cancellationToken) is not { EndedAt: null } build)
        {
            return null;
        }

        if (build.Card is null && end.Kind == OutsideEndKind.Unknown)
        {
            // Registered and not begun: its event is still on its way for as long as events wait.
            return time.GetUtcNow() - build.CreatedAt <= options.LongestWait + TimeSpan.FromHours(1)
                ? null
                : await ends.EndAsync(id, new OutsideEnd(OutsideEndKind.NotStarted), cancellationToken);
        }

        return await ends.EndAsync(id, end, cancellationToken);
    }

    /// <summary>Ends a build whose event was given up, if it was registered and has not begun; its card would wait for ever.</summary>
    public async Task GiveUpAsync(BuildId id, CancellationToken cancellationToken)
    {
        // Where the service does not say whether it began, the look that comes later does.
        if (await builds.FindAsync(id, cancellationToken) is { Card: null, EndedAt: null } && await gateway.FindEndAsync(id, cancellationToken) is { Kind: OutsideEndKind.Unknown })
        {
            await ends.EndAsync(id, new OutsideEnd(OutsideEndKind.NotStarted), cancellationToken);
        }
    }
}
