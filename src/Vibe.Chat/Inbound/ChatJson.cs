using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vibe.Chat.Inbound;

/// <summary>How events are written into the inbox.</summary>
internal static class ChatJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    public static string Write(InboundEvent received) => JsonSerializer.Serialize(received, Options);

    public static InboundEvent Read(string payload) =>
        JsonSerializer.Deserialize<InboundEvent>(payload, Options) ?? throw new JsonException("A stored event is the JSON value null.");
}
