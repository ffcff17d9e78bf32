using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Temporal.Server.Grpc;

namespace Temporal.Server.Visibility;

/// <summary>A place in the default order: open before closed, newest first, the run id as tie-breaker.</summary>
/// <param name="CloseTicks">Close time in UTC ticks; <see cref="long.MaxValue"/> for open runs.</param>
/// <param name="StartTicks">Start time in UTC ticks.</param>
/// <param name="RunId">The run.</param>
internal readonly record struct VisibilityPosition(long CloseTicks, long StartTicks, string RunId) : IComparable<VisibilityPosition>
{
    private const int FixedSize = 17;
    private const byte Version = 1;

    public static VisibilityPosition Of(VisibilityRecord record) =>
        new(record.CloseTicks ?? long.MaxValue, record.StartTicks, record.Key.RunId);

    /// <summary>Less is earlier in the list.</summary>
    public int CompareTo(VisibilityPosition other)
    {
        var order = other.CloseTicks.CompareTo(CloseTicks);
        order = order != 0 ? order : other.StartTicks.CompareTo(StartTicks);
        return order != 0 ? order : string.CompareOrdinal(RunId, other.RunId);
    }

    /// <summary>As a page token.</summary>
    public ByteString ToToken()
    {
        var bytes = new byte[FixedSize + Encoding.UTF8.GetByteCount(RunId)];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), CloseTicks);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), StartTicks);
        Encoding.UTF8.GetBytes(RunId, bytes.AsSpan(FixedSize));
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Reads a page token; empty is null.</summary>
    /// <exception cref="ServiceException">Unknown, as the real server answers for a token that it did not make.</exception>
    public static VisibilityPosition? OfToken(ByteString token)
    {
        if (token.IsEmpty)
        {
            return null;
        }

        var bytes = token.Span;
        if (bytes.Length <= FixedSize || bytes[0] != Version || !Guid.TryParse(Encoding.UTF8.GetString(bytes[FixedSize..]), out var runId))
        {
            var incident = Random.Shared.Next().ToString("x8", CultureInfo.InvariantCulture);
            throw new ServiceException(GrpcCode.Unknown, $"something went wrong, please retry ({incident})");
        }

        return new VisibilityPosition(
            BinaryPrimitives.ReadInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadInt64BigEndian(bytes[9..]), runId.ToString());
    }
}
