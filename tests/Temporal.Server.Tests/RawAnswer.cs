using Temporalio.Api.Common.V1;

namespace Temporal.Server.Tests;

/// <summary>What came back for a raw call.</summary>
internal sealed record RawAnswer(int HttpStatus, int Code, string Message, GrpcStatus? Status, byte[] Body)
{
    /// <summary>The message behind the prefix.</summary>
    public byte[] Payload => Body.Length >= 5 ? Body[5..] : [];
}
