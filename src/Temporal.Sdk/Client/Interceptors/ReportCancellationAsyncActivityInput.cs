using Temporalio.Converters;

namespace Temporalio.Client.Interceptors;

/// <summary>Input of reporting an activity as cancelled.</summary>
public record ReportCancellationAsyncActivityInput(
    AsyncActivityHandle.Reference Activity,
    AsyncActivityReportCancellationOptions? Options,
    DataConverter? DataConverterOverride = null);
