using Google.Protobuf;
using Temporalio.Api.Common.V1;

namespace Temporalio.Exceptions;

/// <summary>The server refused a call, or could not be reached.</summary>
public class RpcException : TemporalException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">The gRPC status code.</param>
    /// <param name="message">The message of the status.</param>
    /// <param name="rawStatus">The encoded status with its details, where the server sent one.</param>
    public RpcException(StatusCode code, string message, byte[]? rawStatus)
        : base(message)
    {
        Code = code;
        RawStatus = rawStatus;
        GrpcStatus = new(() => Decode(RawStatus));
    }

    internal RpcException(GrpcStatus status)
        : this((StatusCode)status.Code, status.Message, status.ToByteArray())
    {
    }

    internal RpcException(StatusCode code, string message, Exception? inner)
        : base(message, inner)
    {
        Code = code;
        GrpcStatus = new(() => null);
    }

    /// <summary>Whether the request is larger than the server takes, in either of a server's words: for plain and for compressed messages. Sending it again is of no use.</summary>
    internal bool IsMessageTooLarge => Code == StatusCode.ResourceExhausted
        && (Message.Contains("message larger than max", StringComparison.Ordinal)
            || Message.Contains("message after decompression larger than max", StringComparison.Ordinal));

    /// <summary>gRPC status codes.</summary>
    public enum StatusCode
    {
        /// <summary>Success.</summary>
        OK = 0,

        /// <summary>The caller cancelled.</summary>
        Cancelled = 1,

        /// <summary>An error without a better code.</summary>
        Unknown = 2,

        /// <summary>The request is wrong whatever the state.</summary>
        InvalidArgument = 3,

        /// <summary>The time-out passed.</summary>
        DeadlineExceeded = 4,

        /// <summary>There is no such thing.</summary>
        NotFound = 5,

        /// <summary>It exists already.</summary>
        AlreadyExists = 6,

        /// <summary>The caller may not.</summary>
        PermissionDenied = 7,

        /// <summary>A limit is reached.</summary>
        ResourceExhausted = 8,

        /// <summary>The state does not allow it.</summary>
        FailedPrecondition = 9,

        /// <summary>A conflict ended the call.</summary>
        Aborted = 10,

        /// <summary>Past the valid range.</summary>
        OutOfRange = 11,

        /// <summary>The server lacks the method.</summary>
        Unimplemented = 12,

        /// <summary>The server broke.</summary>
        Internal = 13,

        /// <summary>The server cannot be reached or is not ready.</summary>
        Unavailable = 14,

        /// <summary>Data is lost.</summary>
        DataLoss = 15,

        /// <summary>The caller is not known.</summary>
        Unauthenticated = 16,
    }

    /// <summary>Gets the status code.</summary>
    public StatusCode Code { get; }

    /// <summary>Gets the encoded status, where the server sent one.</summary>
    public byte[]? RawStatus { get; }

    /// <summary>Gets the status with its typed details, decoded on first use; null where the server sent none.</summary>
    public Lazy<GrpcStatus?> GrpcStatus { get; }

    private static GrpcStatus? Decode(byte[]? raw) => raw is null ? null : Api.Common.V1.GrpcStatus.Parser.ParseFrom(raw);
}
