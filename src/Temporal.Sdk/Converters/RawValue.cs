using Temporalio.Api.Common.V1;

namespace Temporalio.Converters;

/// <summary>A payload that is neither converted nor read by the payload converter.</summary>
public record RawValue(Payload Payload) : IRawValue;
