using Google.Protobuf;

using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Worker.Engine.Paging;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>Reads a run's history from the server.</summary>
internal sealed class ServerHistoryPages(WorkerSettings settings, Api.Common.V1.WorkflowExecution execution) : IHistoryPages
{
    public async Task<HistoryPage> FetchAsync(ByteString token, CancellationToken cancellationToken)
    {
        var request = new GetWorkflowExecutionHistoryRequest
        {
            Namespace = settings.Namespace,
            Execution = execution,
            NextPageToken = token,
        };
        var options = new RpcOptions { Retry = true, CancellationToken = cancellationToken };
        var response = await settings.Service.GetWorkflowExecutionHistoryAsync(request, options).ConfigureAwait(false);
        return new HistoryPage(response.History?.Events ?? [], response.NextPageToken);
    }
}
