using System.Text;

namespace Temporal.Server.Grpc;

/// <summary>The percent-encoding of <c>grpc-message</c>: bytes outside 0x20–0x7E and the per cent sign, nothing else.</summary>
/// <remarks>Encoding more (as <see cref="Uri.EscapeDataString(string)"/> does) is not undone by every client.</remarks>
internal static class GrpcMessageEncoding
{
    private const string Hex = "0123456789ABCDEF";

    public static string Encode(string message)
    {
        var isPlain = true;
        foreach (var c in message)
        {
            isPlain &= IsPlain(c);
        }

        if (isPlain)
        {
            return message;
        }

        var text = new StringBuilder(message.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(message))
        {
            if (IsPlain((char)b))
            {
                text.Append((char)b);
            }
            else
            {
                text.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
            }
        }

        return text.ToString();
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not '%';
}
