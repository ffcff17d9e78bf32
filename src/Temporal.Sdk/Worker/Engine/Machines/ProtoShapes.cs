using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>Wire shapes of what commands carry.</summary>
internal static class ProtoShapes
{
    public static Duration? Duration(TimeSpan? value) => value is { } span ? Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(span) : null;

    public static Payloads? Payloads(IReadOnlyList<Payload> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        var payloads = new Payloads();
        Add(payloads.Payloads_, values);
        return payloads;
    }

    public static Payloads? Payloads(Payload? value) => value is null ? null : new Payloads { Payloads_ = { value } };

    public static Header? Header(IReadOnlyDictionary<string, Payload> fields)
    {
        if (fields.Count == 0)
        {
            return null;
        }

        var header = new Header();
        foreach (var (key, value) in fields)
        {
            header.Fields.Add(key, value);
        }

        return header;
    }

    private static void Add(RepeatedField<Payload> target, IReadOnlyList<Payload> values)
    {
        target.Capacity = values.Count;
        for (var i = 0; i < values.Count; i++)
        {
            target.Add(values[i]);
        }
    }
}
