using System.Globalization;
using System.Text.Json;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Visibility;

/// <summary>Reads the JSON payloads of search attributes.</summary>
internal static class SearchAttributeValues
{
    /// <summary>
    /// The value: string (Keyword, Text), long (Int; Datetime as UTC ticks), double, bool, string[] (KeywordList); null where the attribute is unset.
    /// </summary>
    /// <returns>False where the payload does not hold the type; <paramref name="shown"/> is then the value as messages show it.</returns>
    public static bool TryDecode(Payload payload, IndexedValueType type, out object? value, out string shown)
    {
        value = null;
        shown = string.Empty;
        if (payload.Data.IsEmpty)
        {
            return true;
        }

        try
        {
            using var document = JsonDocument.Parse(payload.Data.Memory);
            var element = document.RootElement;
            shown = Show(element);
            return element.ValueKind == JsonValueKind.Null || TryRead(element, type, out value);
        }
        catch (JsonException)
        {
            shown = payload.Data.ToStringUtf8();
            return false;
        }
    }

    /// <summary>The type that the payload says of itself; unspecified where it says none.</summary>
    public static IndexedValueType TypeOf(Payload payload) =>
        payload.Metadata.TryGetValue("type", out var name) && Enum.TryParse<IndexedValueType>(name.ToStringUtf8(), out var type)
            ? type
            : IndexedValueType.Unspecified;

    /// <summary>RFC 3339 to UTC ticks.</summary>
    public static bool TryParseTime(string text, out long ticks)
    {
        ticks = 0;
        var timeMark = text.IndexOfAny(['T', 't']);
        var hasZone = timeMark > 0 && (text.EndsWith('Z') || text.EndsWith('z') || text.AsSpan(timeMark).IndexOfAny('+', '-') > 0);
        if (!hasZone || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        ticks = time.UtcTicks;
        return true;
    }

    private static bool TryRead(JsonElement element, IndexedValueType type, out object? value)
    {
        value = null;
        if (type == IndexedValueType.KeywordList)
        {
            // A lone string is refused for a list, as the real server does.
            return element.ValueKind == JsonValueKind.Array && TryReadList(element, out value);
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.GetArrayLength() switch
            {
                0 => true,
                1 => TryReadScalar(element[0], type, out value),
                _ => false,
            };
        }

        return TryReadScalar(element, type, out value);
    }

    private static bool TryReadList(JsonElement element, out object? value)
    {
        var items = new string[element.GetArrayLength()];
        value = items.Length == 0 ? null : items;
        for (var index = 0; index < items.Length; index++)
        {
            if (element[index].ValueKind != JsonValueKind.String)
            {
                return false;
            }

            items[index] = element[index].GetString() ?? string.Empty;
        }

        return true;
    }

    private static bool TryReadScalar(JsonElement element, IndexedValueType type, out object? value)
    {
        value = null;
        switch (type)
        {
            case IndexedValueType.Keyword or IndexedValueType.Text when element.ValueKind == JsonValueKind.String:
                value = element.GetString();
                return true;
            case IndexedValueType.Int when element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number):
                value = number;
                return true;
            case IndexedValueType.Double when element.ValueKind == JsonValueKind.Number:
                value = element.GetDouble();
                return true;
            case IndexedValueType.Bool when element.ValueKind is JsonValueKind.True or JsonValueKind.False:
                value = element.GetBoolean();
                return true;
            case IndexedValueType.Datetime when element.ValueKind == JsonValueKind.String
                && TryParseTime(element.GetString() ?? string.Empty, out var ticks):
                value = ticks;
                return true;
            default:
                return false;
        }
    }

    /// <summary>As the real server's messages print a decoded value: strings bare, lists in brackets with spaces.</summary>
    private static string Show(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString() ?? string.Empty,
        JsonValueKind.Array => $"[{string.Join(' ', element.EnumerateArray().Select(Show))}]",
        _ => element.GetRawText(),
    };
}
