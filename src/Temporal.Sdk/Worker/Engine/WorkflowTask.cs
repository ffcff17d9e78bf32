using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Worker.Engine;

/// <summary>A workflow task as the server hands it out.</summary>
/// <param name="Response">What a poll or a completion brought.</param>
internal sealed record WorkflowTask(PollWorkflowTaskQueueResponse Response)
{
    public string RunId => Response.WorkflowExecution.RunId;

    public string WorkflowId => Response.WorkflowExecution.WorkflowId;

    /// <summary>A query alone, outside of history.</summary>
    public bool IsQueryOnly => Response.Query is not null;

    /// <summary>Id of the first event at hand; 0: none.</summary>
    public long FirstEventId => Response.History is { Events.Count: > 0 } history ? history.Events[0].EventId : 0;

    /// <summary>The task of a response; null if it has none.</summary>
    public static WorkflowTask? Of(PollWorkflowTaskQueueResponse? response) =>
        response is null || response.TaskToken.IsEmpty || response.WorkflowExecution is null ? null : new WorkflowTask(response);
}
