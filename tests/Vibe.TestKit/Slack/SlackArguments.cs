using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Vibe.TestKit.Slack;

/// <summary>The arguments of a call: query, form with nested JSON as text, or JSON.</summary>
internal sealed class SlackArguments
{
    private readonly JsonObject _values;

    private SlackArguments(JsonObject values, string? token, bool isJson)
    {
        _values = values;
        Token = token;
        IsJson = isJson;
    }

    public string? Token { get; }

    public bool IsJson { get; }

    public static async Task<SlackArguments> ReadAsync(HttpRequest request)
    {
        var values = new JsonObject();
        foreach (var (name, value) in request.Query)
        {
            values[name] = value.ToString();
        }

        var isJson = request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
        if (isJson)
        {
            if (await JsonNode.ParseAsync(request.Body) is JsonObject body)
            {
                foreach (var (name, value) in body)
                {
                    values[name] = value?.DeepClone();
                }
            }
        }
        else if (request.HasFormContentType)
        {
            foreach (var (name, value) in await request.ReadFormAsync())
            {
                values[name] = Nested(value.ToString());
            }
        }

        var header = request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header["Bearer ".Length..] : values["token"]?.ToString();
        return new SlackArguments(values, string.IsNullOrEmpty(token) ? null : token, isJson);
    }

    public string? Text(string name) => _values[name] is JsonValue value ? value.ToString() : null;

    public bool IsTrue(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase) || Text(name) == "1";

    public JsonArray? List(string name) => _values[name] as JsonArray;

    public JsonObject? Object(string name) => _values[name] as JsonObject;

    public JsonObject ToJson() => _values.DeepClone().AsObject();

    private static JsonNode? Nested(string value)
    {
        if (value.Length == 0 || value[0] is not ('[' or '{'))
        {
            return value;
        }

        try
        {
            return JsonNode.Parse(value);
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
