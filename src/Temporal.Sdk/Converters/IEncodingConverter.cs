using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>Converts the values of one encoding.</summary>
public interface IEncodingConverter
{
    /// <summary>Gets the name of the encoding, as the metadata of payloads carries it.</summary>
    string Encoding { get; }

    /// <summary>Makes a payload of a value, if the value is of this encoding.</summary>
    /// <returns>False where another converter is to be asked.</returns>
    bool TryToPayload(object? value, out Payload? payload);

    /// <summary>Reads a payload of this encoding.</summary>
    object? ToValue(Payload payload, Type type);
}
