using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;

namespace Temporalio.Common;

/// <summary>Search attributes on the wire: plain JSON with the name of the type beside it, whatever converter is configured.</summary>
internal static class SearchAttributePayloads
{
    internal const string TypeKey = "type";
    private static readonly IPayloadConverter Converter = DataConverter.Default.PayloadConverter;

    internal static Payload Write(SearchAttributeKey key, object? value)
    {
        var payload = Converter.ToPayload(value is DateTimeOffset time ? ToText(time) : value);
        payload.Metadata[TypeKey] = ByteString.CopyFromUtf8(TypeName(key.ValueType));
        return payload;
    }

    internal static KeyValuePair<SearchAttributeKey, object>? Read(string name, Payload payload)
    {
        if (!payload.Metadata.TryGetValue(TypeKey, out var typeBytes) || TypeOf(typeBytes.ToStringUtf8()) is not { } type)
        {
            return null;
        }

        // Servers answer a single value as a list of one where it was set so.
        var json = Converter.ToValue<JsonElement?>(payload);
        if (json is not { } element || element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (element.ValueKind == JsonValueKind.Array && type != IndexedValueType.KeywordList)
        {
            if (element.GetArrayLength() != 1)
            {
                return null;
            }

            element = element[0];
        }

        return type switch
        {
            IndexedValueType.Bool => new(SearchAttributeKey.CreateBool(name), element.GetBoolean()),
            IndexedValueType.Datetime => new(SearchAttributeKey.CreateDateTimeOffset(name), element.GetDateTimeOffset()),
            IndexedValueType.Double => new(SearchAttributeKey.CreateDouble(name), element.GetDouble()),
            IndexedValueType.Int => new(SearchAttributeKey.CreateLong(name), element.GetInt64()),
            IndexedValueType.Keyword => new(SearchAttributeKey.CreateKeyword(name), element.GetString()!),
            IndexedValueType.Text => new(SearchAttributeKey.CreateText(name), element.GetString()!),
            IndexedValueType.KeywordList => new(SearchAttributeKey.CreateKeywordList(name), Strings(element)),
            _ => null,
        };
    }

    // Values of groups come without a name, and those of the status without a type.
    internal static object ReadValue(Payload payload) => Read(string.Empty, payload)?.Value ?? Converter.ToValue<object>(payload) switch
    {
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var other => other,
    };

    internal static string TypeName(IndexedValueType type) => type switch
    {
        IndexedValueType.Datetime => "Datetime",
        IndexedValueType.KeywordList => "KeywordList",
        _ => type.ToString(),
    };

    // In UTC with Z: the plus sign of an offset would be written as an escape, which the server's parser of times does not undo.
    private static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    private static IndexedValueType? TypeOf(string name) => name switch
    {
        "Bool" => IndexedValueType.Bool,
        "Datetime" => IndexedValueType.Datetime,
        "Double" => IndexedValueType.Double,
        "Int" => IndexedValueType.Int,
        "Keyword" => IndexedValueType.Keyword,
        "KeywordList" => IndexedValueType.KeywordList,
        "Text" => IndexedValueType.Text,
        _ => null,
    };

    private static IReadOnlyCollection<string> Strings(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(e => e.GetString()!)]
        : [element.GetString()!];
}
