using System.Text.Json;

namespace Vibe.Slack.Api;

/// <summary>Reads Slack's JSON, where anything may be missing or null.</summary>
internal static class SlackValue
{
    /// <summary>The text at a path, or <see langword="null"/>.</summary>
    public static string? Text(JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    /// <summary>Whether there is <see langword="true"/> at a path.</summary>
    public static bool IsTrue(JsonElement element, params ReadOnlySpan<string> path) => At(element, path) is { ValueKind: JsonValueKind.True };

    /// <summary>The items of the list at a path; none where there is no list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement element, params ReadOnlySpan<string> path) =>
        At(element, path) is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>What is at a path, or <see langword="null"/>.</summary>
    public static JsonElement? At(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
