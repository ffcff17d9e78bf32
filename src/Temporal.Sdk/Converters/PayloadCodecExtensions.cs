using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Converters;

/// <summary>Applying a codec to single payloads and to failures.</summary>
public static class PayloadCodecExtensions
{
    /// <summary>Encodes one payload into one.</summary>
    public static async Task<Payload> EncodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        Only(await codec.EncodeAsync([payload]).ConfigureAwait(false));

    /// <summary>Decodes one payload into one.</summary>
    public static async Task<Payload> DecodeSingleAsync(this IPayloadCodec codec, Payload payload) =>
        Only(await codec.DecodeAsync([payload]).ConfigureAwait(false));

    /// <summary>Encodes every payload of a failure and its causes, in place.</summary>
    public static Task EncodeFailureAsync(this IPayloadCodec codec, Failure failure) => ApplyAsync(codec.EncodeAsync, failure);

    /// <summary>Decodes every payload of a failure and its causes, in place.</summary>
    public static Task DecodeFailureAsync(this IPayloadCodec codec, Failure failure) => ApplyAsync(codec.DecodeAsync, failure);

    private static async Task ApplyAsync(Func<IReadOnlyCollection<Payload>, Task<IReadOnlyCollection<Payload>>> apply, Failure failure)
    {
        for (var current = failure; current is not null; current = current.Cause)
        {
            if (current.EncodedAttributes is { } attributes)
            {
                current.EncodedAttributes = Only(await apply([attributes]).ConfigureAwait(false));
            }

            var details = current.FailureInfoCase switch
            {
                Failure.FailureInfoOneofCase.ApplicationFailureInfo => current.ApplicationFailureInfo.Details,
                Failure.FailureInfoOneofCase.TimeoutFailureInfo => current.TimeoutFailureInfo.LastHeartbeatDetails,
                Failure.FailureInfoOneofCase.CanceledFailureInfo => current.CanceledFailureInfo.Details,
                Failure.FailureInfoOneofCase.ResetWorkflowFailureInfo => current.ResetWorkflowFailureInfo.LastHeartbeatDetails,
                _ => null,
            };
            if (details is { Payloads_.Count: > 0 })
            {
                var changed = await apply(details.Payloads_.ToArray()).ConfigureAwait(false);
                details.Payloads_.Clear();
                details.Payloads_.AddRange(changed);
            }
        }
    }

    private static Payload Only(IReadOnlyCollection<Payload> payloads) => payloads.Count == 1
        ? payloads.First()
        : throw new InvalidOperationException($"The codec made {payloads.Count} payloads of one; here it must be one.");
}
