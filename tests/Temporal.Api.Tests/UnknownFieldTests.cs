using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporal.Api.Tests;

public sealed class UnknownFieldTests
{
    // A field number that the protocol does not use, as a newer server might.
    private const int Newer = 50_001;

    [Fact]
    public void Parse_UnknownField_SurvivesTheRoundTrip()
    {
        foreach (var message in OurDescriptors.Messages)
        {
            var newer = Encode(Newer, "from the future");

            var bytes = message.Parser.ParseFrom(newer).ToByteArray();

            Assert.Equal(newer, bytes);
        }
    }

    [Fact]
    public void Parse_UnknownFieldInsideAMessage_SurvivesTheRoundTrip()
    {
        var inner = Encode(Newer, "inside");
        foreach (var message in OurDescriptors.Messages)
        {
            // Wrappers of single values are plain nullable values in C#: they have no place for unknown fields.
            foreach (var field in message.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Message && !f.IsMap && f.MessageType.File.Package != "google.protobuf"))
            {
                var outer = Wrap(field.FieldNumber, inner);

                var bytes = message.Parser.ParseFrom(outer).ToByteArray();

                Assert.True(outer.AsSpan().SequenceEqual(bytes), $"{message.FullName}.{field.Name}");
            }
        }
    }

    [Fact]
    public void Parse_UnknownEnumValue_SurvivesTheRoundTrip()
    {
        foreach (var message in OurDescriptors.Messages)
        {
            foreach (var field in message.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Enum && !f.IsRepeated))
            {
                var newer = Varint(field.FieldNumber, 4711);

                var bytes = message.Parser.ParseFrom(newer).ToByteArray();

                Assert.True(newer.AsSpan().SequenceEqual(bytes), $"{message.FullName}.{field.Name}");
            }
        }
    }

    private static byte[] Encode(int number, string text) => Wrap(number, System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Wrap(int number, byte[] content) => Write(output =>
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    });

    private static byte[] Varint(int number, int value) => Write(output =>
    {
        output.WriteTag(number, WireFormat.WireType.Varint);
        output.WriteInt32(value);
    });

    private static byte[] Write(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }
}
