using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Converts values to payloads and back. Runs inside workflows too, so it must be deterministic and fast.</summary>
public interface IPayloadConverter
{
    /// <summary>Makes a payload of a value.</summary>
    Payload ToPayload(object? value);

    /// <summary>Reads a payload as a type.</summary>
    object? ToValue(Payload payload, Type type);
}
