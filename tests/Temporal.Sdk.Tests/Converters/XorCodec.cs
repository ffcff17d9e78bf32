using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporal.Sdk.Tests.Converters;

/// <summary>A codec that hides payloads as an encrypting one would: whole, with their metadata.</summary>
internal sealed class XorCodec : IPayloadCodec
{
    private const byte Key = 0x5A;

    public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) => Task.FromResult<IReadOnlyCollection<Payload>>(
        [.. payloads.Select(p => new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/xor") }, Data = Xor(p.ToByteString()) })]);

    public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) => Task.FromResult<IReadOnlyCollection<Payload>>(
        [.. payloads.Select(p => Payload.Parser.ParseFrom(Xor(p.Data)))]);

    private static ByteString Xor(ByteString bytes) => ByteString.CopyFrom([.. bytes.Select(b => (byte)(b ^ Key))]);
}
