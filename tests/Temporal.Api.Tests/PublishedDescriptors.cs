using System.Text.Json;
using System.Text.Json.Serialization;
using Vibe.TestKit;

namespace Temporal.Api.Tests;

/// <summary>The protocol as npm @temporalio/proto publishes it, read once per test process by a small Node.js program.</summary>
public sealed class PublishedDescriptors
{
    private static readonly Lazy<Task<PublishedDescriptors>> Shared = new(ReadAsync);

    [JsonPropertyName("messages")]
    public required Dictionary<string, IReadOnlyList<Field>> Messages { get; init; }

    [JsonPropertyName("enums")]
    public required Dictionary<string, IReadOnlyDictionary<string, int>> Enums { get; init; }

    [JsonPropertyName("services")]
    public required Dictionary<string, IReadOnlyDictionary<string, Method>> Services { get; init; }

    /// <summary>Gets why they cannot be read, or null where they can.</summary>
    public static string? SkipReason { get; } =
        RealTools.Node is null ? "Node.js is not installed"
        : !Directory.Exists(Path.Combine(PeersFolder, "node_modules/@temporalio/proto")) ? "tests/peers is not installed; run npm ci --ignore-scripts there"
        : null;

    private static string PeersFolder => Path.Combine(RealTools.Root, "tests/peers");

    public static Task<PublishedDescriptors> GetAsync() => Shared.Value;

    private static async Task<PublishedDescriptors> ReadAsync()
    {
        var json = await ToolProcess.RunAsync(RealTools.Node!, ["descriptors.mjs"], folder: PeersFolder);
        return JsonSerializer.Deserialize<PublishedDescriptors>(json)!;
    }

    public sealed record Field(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("number")] int Number,
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("repeated")] bool Repeated,
        [property: JsonPropertyName("mapKey")] string? MapKey,
        [property: JsonPropertyName("oneof")] string? OneOf);

    public sealed record Method(
        [property: JsonPropertyName("request")] string Request,
        [property: JsonPropertyName("response")] string Response,
        [property: JsonPropertyName("streams")] bool Streams);
}
