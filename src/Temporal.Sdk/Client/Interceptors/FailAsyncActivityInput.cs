using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of failing an activity.</summary>
public record FailAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    Exception Exception,
    AsyncActivityFailOptions? Options,
    DataConverter? DataConverterOverride = null);
