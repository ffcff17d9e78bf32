using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A value that stays a payload: the payload converter passes it through. The codec still applies.</summary>
public interface IRawValue
{
    /// <summary>Gets the payload.</summary>
    Payload Payload { get; }
}
