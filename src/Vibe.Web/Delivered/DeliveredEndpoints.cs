using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Vibe.Chat.Artifacts;
using Vibe.Core.Artifacts;
using Vibe.Core.Cards;

namespace Vibe.Web.Delivered;

/// <summary>What is decided on, to read, and what was delivered, to download.</summary>
internal static class DeliveredEndpoints
{
    private const int DigestLength = 64;

    /// <summary>Maps them into the group of the chat.</summary>
    public static RouteGroupBuilder MapDelivered(this RouteGroupBuilder group)
    {
        group.MapGet("/artifact", ShowAsync);
        group.MapGet("/files/{digest}/{name}", DownloadAsync);
        return group;
    }

    private static async Task<Results<ContentHttpResult, NotFound<string>>> ShowAsync(string? target, IArtifactReader artifacts, CancellationToken cancellationToken) =>
        ActionTarget.TryParse(target, out var shown) && shown is not null && await artifacts.ReadAsync(shown, cancellationToken) is { } artifact
            ? TypedResults.Content(ArtifactPage.Render(shown, artifact), "text/html; charset=utf-8")
            : TypedResults.NotFound("There is no such artifact. Use the button of the newest card.");

    private static async Task<Results<FileContentHttpResult, NotFound<string>>> DownloadAsync(string digest, string name, IArtifactReader artifacts, CancellationToken cancellationToken) =>
        digest.Length == DigestLength && digest.All(char.IsAsciiHexDigitLower) && await artifacts.ReadContentAsync(new ArtifactDigest(digest), cancellationToken) is { } content
            ? TypedResults.File(content, "application/octet-stream", name)
            : TypedResults.NotFound("There is no such file.");
}
