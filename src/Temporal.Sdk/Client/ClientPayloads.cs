using Temporalio.Api.Common.V1;
using Temporalio.Converters;

namespace Temporalio.Client;

/// <summary>Values of calls as messages.</summary>
internal static class ClientPayloads
{
    internal static DataConverter ConverterFor(ITemporalClient client, string workflowId) =>
        client.Options.DataConverter.WithSerializationContext(new ISerializationContext.Workflow(client.Options.Namespace, workflowId));

    internal static async Task<Payloads?> ToArgumentsAsync(this DataConverter converter, IReadOnlyCollection<object?> args) =>
        args.Count == 0 ? null : new Payloads { Payloads_ = { await converter.ToPayloadsAsync(args).ConfigureAwait(false) } };

    // Headers are encoded by the codec; what is in them is the interceptors' affair.
    internal static async Task<Header?> ToHeaderAsync(this DataConverter converter, IDictionary<string, Payload>? headers)
    {
        if (headers is null)
        {
            return null;
        }

        var header = new Header();
        foreach (var (name, payload) in headers)
        {
            header.Fields.Add(name, converter.PayloadCodec is { } codec ? await codec.EncodeSingleAsync(payload).ConfigureAwait(false) : payload);
        }

        return header;
    }

    internal static async Task<Memo?> ToMemoAsync(this DataConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values is not { Count: > 0 })
        {
            return null;
        }

        var memo = new Memo();
        foreach (var (name, value) in values)
        {
            memo.Fields.Add(name, await converter.ToPayloadAsync(value).ConfigureAwait(false));
        }

        return memo;
    }

    internal static async Task<IReadOnlyCollection<Payload>?> DecodeAsync(this DataConverter converter, Payloads? payloads)
    {
        if (payloads is null)
        {
            return null;
        }

        return converter.PayloadCodec is { } codec ? await codec.DecodeAsync(payloads.Payloads_).ConfigureAwait(false) : payloads.Payloads_;
    }

    // Methods without a result ask for the empty tuple: nothing is read then, whatever the workflow answered.
    internal static async Task<TResult> ToResultAsync<TResult>(this DataConverter converter, Payloads? payloads) => typeof(TResult) == typeof(ValueTuple)
        ? (TResult)(object)default(ValueTuple)
        : await converter.ToSingleValueAsync<TResult>(payloads?.Payloads_ ?? (IReadOnlyCollection<Payload>)[]).ConfigureAwait(false);
}
