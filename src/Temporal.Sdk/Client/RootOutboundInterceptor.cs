using Temporalio.Client.Interceptors;

namespace Temporalio.Client;

/// <summary>The innermost interceptor: makes the calls.</summary>
internal sealed class RootOutboundInterceptor(TemporalClient client) : ClientOutboundInterceptor
{
    private readonly WorkflowStartCalls starts = new(client);
    private readonly WorkflowMessageCalls messages = new(client);
    private readonly WorkflowUpdateCalls updates = new(client);
    private readonly WorkflowReadCalls reads = new(client);
    private readonly AsyncActivityCalls activities = new(client);

    public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input) =>
        starts.StartAsync<TWorkflow, TResult>(input);

    public override Task SignalWorkflowAsync(SignalWorkflowInput input) => messages.SignalAsync(input);

    public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) => messages.QueryAsync<TResult>(input);

    public override Task CancelWorkflowAsync(CancelWorkflowInput input) => messages.CancelAsync(input);

    public override Task TerminateWorkflowAsync(TerminateWorkflowInput input) => messages.TerminateAsync(input);

    public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(StartWorkflowUpdateInput input) =>
        updates.StartAsync<TResult>(input);

    public override Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input) => reads.DescribeAsync(input);

    public override Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input) =>
        reads.FetchHistoryPageAsync(input);

    public override IAsyncEnumerable<WorkflowExecution> ListWorkflowsAsync(ListWorkflowsInput input) => reads.ListAsync(input);

    public override Task<WorkflowListPage> ListWorkflowsPaginatedAsync(ListWorkflowsPaginatedInput input) => reads.ListPageAsync(input);

    public override Task<WorkflowExecutionCount> CountWorkflowsAsync(CountWorkflowsInput input) => reads.CountAsync(input);

    public override Task HeartbeatAsyncActivityAsync(HeartbeatAsyncActivityInput input) => activities.HeartbeatAsync(input);

    public override Task CompleteAsyncActivityAsync(CompleteAsyncActivityInput input) => activities.CompleteAsync(input);

    public override Task FailAsyncActivityAsync(FailAsyncActivityInput input) => activities.FailAsync(input);

    public override Task ReportCancellationAsyncActivityAsync(ReportCancellationAsyncActivityInput input) => activities.ReportCancellationAsync(input);
}
