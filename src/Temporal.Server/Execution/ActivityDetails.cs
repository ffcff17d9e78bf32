using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Execution;

/// <summary>Details that the service itself writes into activity events.</summary>
internal static class ActivityDetails
{
    /// <summary>What a cancelled activity says that no worker had taken yet.</summary>
    public static Payload NotStarted() => new()
    {
        Data = ByteString.CopyFromUtf8("\"ACTIVITY_ID_NOT_STARTED\""),
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
    };
}
