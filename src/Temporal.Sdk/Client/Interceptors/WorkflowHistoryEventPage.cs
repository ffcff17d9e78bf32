using Temporalio.Api.History.V1;

namespace Temporalio.Client.Interceptors;

/// <summary>A page of a history.</summary>
public record WorkflowHistoryEventPage(
    IReadOnlyCollection<HistoryEvent> Events,
    byte[]? NextPageToken);
