using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload as the server has it: to be decoded by the codec before it is converted.</summary>
public interface IEncodedRawValue
{
    /// <summary>Gets the payload, still encoded.</summary>
    Payload Payload { get; }

    /// <summary>Decodes and converts the payload.</summary>
    Task<T> ToValueAsync<T>();

    /// <summary>Decodes and converts the payload.</summary>
    Task<object?> ToValueAsync(Type type);
}
