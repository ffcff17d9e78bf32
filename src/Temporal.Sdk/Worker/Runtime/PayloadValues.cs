using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>Converts lists of arguments, single results and headers.</summary>
internal static class PayloadValues
{
    private static readonly Dictionary<string, Payload> NoHeaders = [];

    public static IReadOnlyList<Payload> Write(IPayloadConverter converter, IReadOnlyCollection<object?> values) =>
        values.Count == 0 ? [] : [.. values.Select(converter.ToPayload)];

    /// <summary>Reads a result; <see cref="ValueTuple"/> stands for none, whatever the payload says.</summary>
    public static T Read<T>(IPayloadConverter converter, Payload? payload) => typeof(T) == typeof(ValueTuple)
        ? (T)(object)ValueTuple.Create()
        : converter.ToValue<T>(payload ?? converter.ToPayload(null));

    public static IReadOnlyDictionary<string, Payload> Headers(IDictionary<string, Payload>? headers) =>
        headers is null or { Count: 0 } ? NoHeaders : headers as IReadOnlyDictionary<string, Payload> ?? new Dictionary<string, Payload>(headers);

    /// <summary>Headers as handlers see them: null where there are none.</summary>
    public static IReadOnlyDictionary<string, Payload>? Inbound(IReadOnlyDictionary<string, Payload> headers) => headers.Count == 0 ? null : headers;

    /// <summary>Reads arguments for a handler; those beyond its parameters are left out, missing ones must have defaults.</summary>
    /// <exception cref="InvalidOperationException">There are too few, or one cannot be read.</exception>
    public static object?[] ReadArguments(IPayloadConverter converter, IReadOnlyList<Payload> payloads, HandlerInvoker invoker, string what)
    {
        if (payloads.Count < invoker.RequiredParameterCount)
        {
            throw new InvalidOperationException(
                $"{what} takes at least {invoker.RequiredParameterCount} arguments, but was given {payloads.Count}.");
        }

        var types = invoker.ParameterTypes;
        var values = new object?[Math.Min(types.Length, payloads.Count)];
        for (var i = 0; i < values.Length; i++)
        {
            try
            {
                values[i] = converter.ToValue(payloads[i], types[i]);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"{what} cannot read its argument {i + 1} as {types[i]}: {e.Message}", e);
            }
        }

        return values;
    }

    /// <summary>Arguments of a dynamic handler.</summary>
    public static IRawValue[] Raw(IReadOnlyList<Payload> payloads) => [.. payloads.Select(p => new RawValue(p))];
}
