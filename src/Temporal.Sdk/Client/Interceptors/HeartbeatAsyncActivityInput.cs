using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of a heart-beat of an activity.</summary>
public record HeartbeatAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    AsyncActivityHeartbeatOptions? Options,
    DataConverter? DataConverterOverride = null);
