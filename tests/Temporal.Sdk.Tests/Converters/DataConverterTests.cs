using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporal.Sdk.Tests.Converters;

public sealed class DataConverterTests
{
    private static readonly IPayloadConverter Converter = DataConverter.Default.PayloadConverter;

    [Fact]
    public void ToPayload_EachKind_HasTheOfficialEncoding()
    {
        Assert.Equal("binary/null", EncodingOf(Converter.ToPayload(null)));
        Assert.Equal("binary/plain", EncodingOf(Converter.ToPayload(new byte[] { 1 })));
        Assert.Equal("json/protobuf", EncodingOf(Converter.ToPayload(new WorkflowType { Name = "x" })));
        Assert.Equal("temporal.api.common.v1.WorkflowType", Converter.ToPayload(new WorkflowType()).Metadata["messageType"].ToStringUtf8());
        Assert.Equal("json/plain", EncodingOf(Converter.ToPayload(new { a = 1 })));
        Assert.Equal("{\"a\":1}", Converter.ToPayload(new { a = 1 }).Data.ToStringUtf8());
    }

    [Fact]
    public void ToValue_RoundTrip_IsTheSame()
    {
        Assert.Equal(new Point(1, "two"), Converter.ToValue<Point>(Converter.ToPayload(new Point(1, "two"))));
        Assert.Equal([1, 2], Converter.ToValue<byte[]>(Converter.ToPayload(new byte[] { 1, 2 })));
        Assert.Equal(new WorkflowType { Name = "x" }, Converter.ToValue<WorkflowType>(Converter.ToPayload(new WorkflowType { Name = "x" })));
        Assert.Null(Converter.ToValue<string?>(Converter.ToPayload(null)));
        Assert.Null(Converter.ToValue<int?>(Converter.ToPayload(null)));
    }

    [Fact]
    public void ToValue_BinaryProtobuf_IsRead()
    {
        new BinaryProtoConverter().TryToPayload(new WorkflowType { Name = "x" }, out var payload);

        Assert.Equal("x", Converter.ToValue<WorkflowType>(payload!).Name);
    }

    [Fact]
    public void ToValue_AnotherMessageType_IsRefused()
    {
        var payload = Converter.ToPayload(new WorkflowType());

        Assert.Throws<ArgumentException>(() => Converter.ToValue<ActivityType>(payload));
    }

    [Fact]
    public void RawValue_PassesThrough()
    {
        var payload = new Payload { Data = ByteString.CopyFromUtf8("as it is") };

        Assert.Same(payload, Converter.ToPayload(new RawValue(payload)));
        Assert.Same(payload, Converter.ToValue<RawValue>(payload).Payload);
        Assert.Same(payload, Converter.ToValue<IRawValue>(payload).Payload);
    }

    [Fact]
    public void ToValue_UnknownEncoding_SaysWhich()
    {
        var payload = new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/encrypted") } };

        var error = Assert.Throws<KeyNotFoundException>(() => Converter.ToValue<string>(payload));

        Assert.Contains("binary/encrypted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codec_Values_AreEncodedAndDecoded()
    {
        var converter = DataConverter.Default with { PayloadCodec = new XorCodec() };

        var payloads = await converter.ToPayloadsAsync(["secret", 5]);
        var first = payloads.First();

        Assert.DoesNotContain("secret", first.Data.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal("binary/xor", EncodingOf(first));
        Assert.Equal("secret", await converter.ToValueAsync<string>(first));
        Assert.Equal(5, await converter.ToSingleValueAsync<int>([payloads.Last()]));
        Assert.Equal(0, await converter.ToSingleValueAsync<int>([]));
        await Assert.ThrowsAsync<ArgumentException>(() => converter.ToSingleValueAsync<int>(payloads));
    }

    [Fact]
    public void WithSerializationContext_PartsThatWantIt_GetIt()
    {
        var context = new ISerializationContext.Workflow("namespace", "id");
        var codec = new ContextCodec(null);
        var converter = DataConverter.Default with { PayloadCodec = codec };

        var with = converter.WithSerializationContext(context);

        Assert.Same(context, Assert.IsType<ContextCodec>(with.PayloadCodec).Context);
        Assert.Same(DataConverter.Default, DataConverter.Default.WithSerializationContext(context));
    }

    private static string EncodingOf(Payload payload) => payload.Metadata["encoding"].ToStringUtf8();

    private sealed record Point(int X, string Y);

    private sealed class ContextCodec(ISerializationContext? context) : IPayloadCodec, IWithSerializationContext<IPayloadCodec>
    {
        public ISerializationContext? Context => context;

        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) => Task.FromResult(payloads);

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) => Task.FromResult(payloads);

        public IPayloadCodec WithSerializationContext(ISerializationContext context) => new ContextCodec(context);
    }
}
