using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>How a patch is written into history.</summary>
/// <param name="PatchId">Id of the patch.</param>
/// <param name="IsDeprecated">Whether code without the patch is to be accepted.</param>
internal readonly record struct PatchMarker(string PatchId, bool IsDeprecated)
{
    private const string MarkerName = "core_patch";
    private const string DataKey = "patch-data";
    private static readonly ByteString JsonPlain = ByteString.CopyFromUtf8("json/plain");

    /// <summary>Reads the marker of a patch.</summary>
    /// <returns>The marker; null if the event is no such marker.</returns>
    public static PatchMarker? Read(HistoryEvent? e)
    {
        if (e is not { EventType: EventType.MarkerRecorded, MarkerRecordedEventAttributes.MarkerName: MarkerName })
        {
            return null;
        }

        var details = e.MarkerRecordedEventAttributes.Details;
        if (details.TryGetValue(DataKey, out var data) && data.Payloads_.Count > 0)
        {
            using var json = JsonDocument.Parse(data.Payloads_[0].Data.Memory);
            return new PatchMarker(
                json.RootElement.GetProperty("id").GetString() ?? string.Empty,
                json.RootElement.TryGetProperty("deprecated", out var deprecated) && deprecated.GetBoolean());
        }

        // As written by early versions of other SDKs.
        if (details.TryGetValue("patch_id", out var id) && id.Payloads_.Count > 0)
        {
            var isDeprecated = details.TryGetValue("deprecated", out var flag) && flag.Payloads_.Count > 0
                && flag.Payloads_[0].Data.Length > 0 && flag.Payloads_[0].Data[0] != 0;
            return new PatchMarker(id.Payloads_[0].Data.ToStringUtf8(), isDeprecated);
        }

        return null;
    }

    public Command ToCommand()
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new { id = PatchId, deprecated = IsDeprecated });
        var payload = new Payload { Metadata = { ["encoding"] = JsonPlain }, Data = ByteString.CopyFrom(data) };
        return new Command
        {
            CommandType = CommandType.RecordMarker,
            RecordMarkerCommandAttributes = new()
            {
                MarkerName = MarkerName,
                Details = { [DataKey] = new Payloads { Payloads_ = { payload } } },
            },
        };
    }
}
