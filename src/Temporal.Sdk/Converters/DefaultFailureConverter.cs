using System.Text.Json.Serialization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Exceptions;

namespace Temporalio.Converters;

/// <summary>Converts exceptions in the way that all SDKs share.</summary>
public class DefaultFailureConverter : IFailureConverter
{
    private const string Source = "DotNetSDK";

    /// <summary>Creates the converter with default options.</summary>
    public DefaultFailureConverter()
        : this(new DefaultFailureConverterOptions())
    {
    }

    /// <summary>Creates the converter.</summary>
    protected DefaultFailureConverter(DefaultFailureConverterOptions options) => Options = options;

    /// <summary>Gets the options.</summary>
    public DefaultFailureConverterOptions Options { get; }

    /// <inheritdoc />
    public virtual Failure ToFailure(Exception exception, IPayloadConverter payloadConverter)
    {
        ArgumentNullException.ThrowIfNull(exception);
        // A failure that came from elsewhere goes on as it came.
        if (exception is FailureException { Failure: { } known })
        {
            return known.Clone();
        }

        var failure = new Failure
        {
            Message = exception.Message,
            StackTrace = exception.StackTrace ?? string.Empty,
            Source = Source,
            Cause = exception.InnerException is { } inner ? ToFailure(inner, payloadConverter) : null,
        };
        SetInfo(failure, exception, payloadConverter);
        if (Options.EncodeCommonAttributes)
        {
            failure.EncodedAttributes = payloadConverter.ToPayload(new CommonAttributes(failure.Message, failure.StackTrace));
            failure.Message = "Encoded failure";
            failure.StackTrace = string.Empty;
        }

        return failure;
    }

    /// <inheritdoc />
    public virtual Exception ToException(Failure failure, IPayloadConverter payloadConverter)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.EncodedAttributes is { } encoded)
        {
            // The attributes may be of a codec that this side lacks; the failure is then still better than another error.
            failure = failure.Clone();
            if (payloadConverter.ToValue(encoded, typeof(CommonAttributes)) is CommonAttributes attributes)
            {
                failure.Message = attributes.Message ?? string.Empty;
                failure.StackTrace = attributes.StackTrace ?? string.Empty;
            }
        }

        var inner = failure.Cause is { } cause ? ToException(cause, payloadConverter) : null;
        return failure.FailureInfoCase switch
        {
            Failure.FailureInfoOneofCase.ApplicationFailureInfo => new ApplicationFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TimeoutFailureInfo => new TimeoutFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.CanceledFailureInfo => new CanceledFailureException(failure, inner, payloadConverter),
            Failure.FailureInfoOneofCase.TerminatedFailureInfo => new TerminatedFailureException(failure, inner, null),
            Failure.FailureInfoOneofCase.ServerFailureInfo => new ServerFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ActivityFailureInfo => new ActivityFailureException(failure, inner),
            Failure.FailureInfoOneofCase.ChildWorkflowExecutionFailureInfo => new ChildWorkflowFailureException(failure, inner),
            _ => new FailureException(failure, inner),
        };
    }

    private static void SetInfo(Failure failure, Exception exception, IPayloadConverter payloadConverter)
    {
        switch (exception)
        {
            case ApplicationFailureException application:
                failure.ApplicationFailureInfo = new ApplicationFailureInfo
                {
                    Type = application.ErrorType ?? string.Empty,
                    NonRetryable = application.NonRetryable,
                    Details = ToDetails(application.Details, payloadConverter),
                    NextRetryDelay = application.NextRetryDelay is { } delay ? Duration.FromTimeSpan(delay) : null,
                    Category = application.Category,
                };
                break;
            case CanceledFailureException canceled:
                failure.CanceledFailureInfo = new CanceledFailureInfo { Details = ToDetails(canceled.Details, payloadConverter) };
                break;
            case WorkflowAlreadyStartedException:
                failure.ApplicationFailureInfo = new ApplicationFailureInfo { Type = "WorkflowExecutionAlreadyStarted" };
                break;
            case FailureException:
                failure.ApplicationFailureInfo = new ApplicationFailureInfo { Type = exception.GetType().Name };
                break;
            default:
                failure.ApplicationFailureInfo = new ApplicationFailureInfo { Type = exception.GetType().Name };
                break;
        }
    }

    private static Payloads? ToDetails(IFailureDetails details, IPayloadConverter converter) => details switch
    {
        InboundFailureDetails { Payloads.Count: > 0 } inbound => new Payloads { Payloads_ = { inbound.Payloads } },
        OutboundFailureDetails { Details.Count: > 0 } outbound => new Payloads { Payloads_ = { converter.ToPayloads(outbound.Details) } },
        _ => null,
    };

    /// <summary>The converter that puts message and stack trace into a payload.</summary>
    public class WithEncodedCommonAttributes : DefaultFailureConverter
    {
        /// <summary>Creates the converter.</summary>
        public WithEncodedCommonAttributes()
            : base(new DefaultFailureConverterOptions { EncodeCommonAttributes = true })
        {
        }
    }

    private sealed record CommonAttributes(
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("stack_trace")] string? StackTrace);
}
