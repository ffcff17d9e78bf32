using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vibe.Data.Serialization;

/// <summary>How records are written into rows: names of enums instead of numbers, nothing that can be computed, unknown members skipped on reading.</summary>
internal static class DataJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string text) =>
        JsonSerializer.Deserialize<T>(text, Options) ?? throw new InvalidOperationException($"A stored {typeof(T).Name} is the JSON value null.");
}
