using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vibe.Web.Messages;

/// <summary>How the page and the server write JSON to each other.</summary>
internal static class WebJson
{
    /// <summary>Camel case, names of enums, nothing that is absent.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Writes.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads what <see cref="Write{T}"/> wrote.</summary>
    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException($"Expected a {typeof(T).Name}, found null.");
}
