namespace Temporalio.Converters;

/// <summary>Keys of the metadata of payloads.</summary>
internal static class PayloadMetadata
{
    internal const string Encoding = "encoding";
    internal const string MessageType = "messageType";
}
