using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>Reads history JSON in both styles of enum names: EVENT_TYPE_X (today) and X (older tools).</summary>
internal static class HistoryJson
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    internal static History Parse(string json)
    {
        var node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 512 })
            ?? throw new InvalidDataException("The history is JSON null; an object with events is expected.");
        Normalize(node, History.Descriptor);
        return Parser.Parse<History>(node.ToJsonString());
    }

    private static void Normalize(JsonNode? node, MessageDescriptor descriptor)
    {
        if (node is not JsonObject message)
        {
            return;
        }

        foreach (var (name, value) in message.ToList())
        {
            var field = descriptor.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name || f.Name == name);
            switch (field?.FieldType)
            {
                case FieldType.Enum:
                    message[name] = value is JsonArray names
                        ? new JsonArray([.. names.Select(v => Rename(v, field.EnumType))])
                        : Rename(value, field.EnumType);
                    break;
                case FieldType.Message when field.IsMap && value is JsonObject map:
                    var entry = field.MessageType.Fields[2];
                    foreach (var (_, item) in map)
                    {
                        if (entry.FieldType == FieldType.Message)
                        {
                            Normalize(item, entry.MessageType);
                        }
                    }

                    break;
                case FieldType.Message when value is JsonArray list:
                    foreach (var item in list)
                    {
                        Normalize(item, field.MessageType);
                    }

                    break;
                case FieldType.Message when field.MessageType.File.Package != "google.protobuf":
                    Normalize(value, field.MessageType);
                    break;
            }
        }
    }

    private static JsonNode? Rename(JsonNode? value, EnumDescriptor descriptor)
    {
        if (value?.GetValueKind() != JsonValueKind.String || descriptor.FindValueByName(value.GetValue<string>()) is not null)
        {
            return value?.DeepClone();
        }

        var name = ScreamingSnake(descriptor.Name) + "_" + ScreamingSnake(value.GetValue<string>());
        return descriptor.FindValueByName(name) is null ? value.DeepClone() : JsonValue.Create(name);
    }

    private static string ScreamingSnake(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
            {
                text.Append('_');
            }

            text.Append(char.ToUpper(name[i], CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
