using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Settings;
using Vibe.Core.Builds;
using Vibe.Data.Builds;

namespace Vibe.Chat.Builds;

/// <summary>Mends the cards of builds whose workflow ended without telling: somebody terminated or deleted it in Temporal, or a limit there ran out.</summary>
internal sealed partial class EndedBuilds(
    IBuildGateway gateway, IBuildStore builds, IBuildEnds ends, DispatchOptions options, TimeProvider time, ILogger<EndedBuilds> logger)
{
    // A service that was restored from a copy, or a wrong address in the settings, does not know builds that are well: people have this long to notice.
    private readonly ConcurrentDictionary<BuildId, DateTimeOffset> _unknownSince = new();

    /// <summary>Shows and tells the build's end where its workflow has ended and its card has not.</summary>
    /// <returns>How it ended, or <see langword="null"/> where the build goes on or has shown its end.</returns>
    public async Task<string?> MendAsync(BuildId id, CancellationToken cancellationToken)
    {
        if (await gateway.FindEndAsync(id, cancellationToken) is not { } end || await builds.FindAsync(id, cancellationToken) is not { EndedAt: null } build)
        {
            _unknownSince.TryRemove(id, out _);
            return null;
        }

        if (build.Card is null && end.Kind == OutsideEndKind.Unknown)
        {
            // Registered and not begun: its event is still on its way for as long as events wait.
            return time.GetUtcNow() - build.CreatedAt <= options.LongestWait + TimeSpan.FromHours(1)
                ? null
                : await ends.EndAsync(id, new OutsideEnd(OutsideEndKind.NotStarted), cancellationToken);
        }

        if (end.Kind == OutsideEndKind.Unknown && !IsUnknownForLong(id))
        {
            return null;
        }

        _unknownSince.TryRemove(id, out _);
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

    private bool IsUnknownForLong(BuildId id)
    {
        var now = time.GetUtcNow();
        if (_unknownSince.TryAdd(id, now))
        {
            LogUnknown(id, options.BelieveUnknown);
        }

        return now - _unknownSince.GetValueOrDefault(id, now) >= options.BelieveUnknown;
    }

    [LoggerMessage(2132, LogLevel.Warning, "Temporal does not know build {Build}, whose card is open. Check Temporal:Address and Temporal:Namespace; if it stays so for {Time}, the card says that the build has ended.")]
    private partial void LogUnknown(BuildId build, TimeSpan time);
}
