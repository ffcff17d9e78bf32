using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Engine;

namespace Temporalio.Worker.WorkflowTasks;

/// <summary>Tells the server what came of workflow tasks.</summary>
internal sealed partial class TaskReporter
{
    private static readonly RpcOptions Retrying = new() { Retry = true };
    private readonly WorkerSettings settings;
    private readonly ILogger logger;
    private readonly StickyExecutionAttributes? sticky;

    public TaskReporter(WorkerSettings settings, ILogger logger)
    {
        this.settings = settings;
        this.logger = logger;
        sticky = !settings.HasCache ? null : new StickyExecutionAttributes
        {
            WorkerTaskQueue = new() { Name = settings.StickyQueue, Kind = TaskQueueKind.Sticky, NormalName = settings.TaskQueue },
            ScheduleToStartTimeout = Duration.FromTimeSpan(settings.Options.StickyQueueScheduleToStartTimeout),
        };
    }

    /// <summary>Whether the server may hand out the run's next task with its answer.</summary>
    public bool IsTakingMore { get; set; } = true;

    public async Task<TaskReport> ReportAsync(WorkflowRun run, WorkflowTask task, TaskOutcome outcome)
    {
        if (settings.Codec is { } codec)
        {
            await codec.EncodeAsync(outcome).ConfigureAwait(false);
        }

        switch (outcome)
        {
            case TaskOutcome.Completed completed:
                return await CompleteAsync(run, task, completed).ConfigureAwait(false);
            case TaskOutcome.Answered answered:
                await AnswerAsync(task, answered).ConfigureAwait(false);
                return new TaskReport(IsKept: !run.IsFinished, Reason: "The workflow is finished");
            case TaskOutcome.Failed failed when task.IsQueryOnly:
                LogTaskFailed(failed.Failure.Message, run.WorkflowType, task.WorkflowId, task.RunId, failed.Cause, task.Response.Attempt);
                await FailQueryAsync(task, failed.Failure).ConfigureAwait(false);
                return new TaskReport(IsKept: false, Reason: failed.Failure.Message);
            case TaskOutcome.Failed failed:
                LogTaskFailed(failed.Failure.Message, run.WorkflowType, task.WorkflowId, task.RunId, failed.Cause, task.Response.Attempt);
                await FailAsync(task, failed.Cause, failed.Failure).ConfigureAwait(false);
                return new TaskReport(IsKept: false, Reason: failed.Failure.Message);
            default:
                throw new ArgumentException($"Unknown outcome {outcome.GetType().Name}", nameof(outcome));
        }
    }

    private async Task<TaskReport> CompleteAsync(WorkflowRun run, WorkflowTask task, TaskOutcome.Completed completed)
    {
        try
        {
            var response = await settings.Service.RespondWorkflowTaskCompletedAsync(ToRequest(task, completed), Retrying).ConfigureAwait(false);
            if (completed.IsClosing)
            {
                return new TaskReport(IsKept: false, Reason: "The workflow is finished");
            }

            if (response.ResetHistoryEventId > 0)
            {
                run.ForgetSpeculativeTask();
            }

            return new TaskReport(IsKept: true, WorkflowTask.Of(response.WorkflowTask));
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.InvalidArgument && e.Message.Contains("UnhandledCommand", StringComparison.Ordinal))
        {
            // Something arrived while the task was handled; it comes again with that.
            return new TaskReport(IsKept: false, Reason: "Unhandled command");
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            LogTaskGone(task.WorkflowId, task.RunId, e.Message);
            return new TaskReport(IsKept: false, Reason: "The task is gone from the server");
        }
        catch (RpcException e) when (e.IsMessageTooLarge)
        {
            LogCompletionRefused(e, task.WorkflowId, task.RunId);
            var failure = new Failure
            {
                Message = $"The completion of the workflow task is larger than the server takes: {e.Message}. Pass references instead of large values.",
                ApplicationFailureInfo = new() { Type = "GrpcMessageTooLarge" },
            };
            await FailAsync(task, WorkflowTaskFailedCause.GrpcMessageTooLarge, failure).ConfigureAwait(false);
            return new TaskReport(IsKept: false, Reason: failure.Message);
        }
        catch (RpcException e)
        {
            LogCompletionRefused(e, task.WorkflowId, task.RunId);
            return new TaskReport(IsKept: false, Reason: "The server refused the completion");
        }
    }

    private RespondWorkflowTaskCompletedRequest ToRequest(WorkflowTask task, TaskOutcome.Completed completed)
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            Namespace = settings.Namespace,
            Identity = settings.Identity,
            TaskToken = task.Response.TaskToken,
            StickyAttributes = completed.IsClosing ? null : sticky,
            ReturnNewWorkflowTask = settings.HasCache && IsTakingMore && !completed.IsClosing,
            SdkMetadata = completed.Metadata,
            Capabilities = new() { DiscardSpeculativeWorkflowTaskWithEvents = true },
            WorkerInstanceKey = settings.InstanceKey,
        };
        request.Commands.AddRange(completed.Commands);
        foreach (var message in completed.Messages)
        {
            request.Messages.Add(message.ToProto());
        }

        if (completed.QueryResults is { } results)
        {
            request.QueryResults.Add(results.ToDictionary());
        }

        return request;
    }

    private async Task FailAsync(WorkflowTask task, WorkflowTaskFailedCause cause, Failure failure)
    {
        if (task.Response.Attempt > 1)
        {
            // The task times out instead: that is what keeps a broken workflow from spinning.
            return;
        }

        var request = new RespondWorkflowTaskFailedRequest
        {
            Namespace = settings.Namespace,
            Identity = settings.Identity,
            TaskToken = task.Response.TaskToken,
            Cause = cause == WorkflowTaskFailedCause.Unspecified ? WorkflowTaskFailedCause.WorkflowWorkerUnhandledFailure : cause,
            Failure = failure,
        };
        await TellAsync(task, options => settings.Service.RespondWorkflowTaskFailedAsync(request, options)).ConfigureAwait(false);
    }

    private async Task AnswerAsync(WorkflowTask task, TaskOutcome.Answered answered)
    {
        var result = QueryResults.Of(answered.Answer, task.Response.Query);
        if (settings.Codec is { } codec)
        {
            await codec.EncodeAsync(result.Answer).ConfigureAwait(false);
        }

        var request = QueryResponse(task);
        request.CompletedType = result.ResultType;
        request.QueryResult = result.Answer;
        request.ErrorMessage = result.ErrorMessage;
        request.Failure = result.Failure;
        await TellAsync(task, options => settings.Service.RespondQueryTaskCompletedAsync(request, options)).ConfigureAwait(false);
    }

    private Task FailQueryAsync(WorkflowTask task, Failure failure)
    {
        var request = QueryResponse(task);
        request.CompletedType = QueryResultType.Failed;
        request.ErrorMessage = failure.Message;
        request.Failure = failure;
        return TellAsync(task, options => settings.Service.RespondQueryTaskCompletedAsync(request, options));
    }

    private RespondQueryTaskCompletedRequest QueryResponse(WorkflowTask task) =>
        new() { Namespace = settings.Namespace, TaskToken = task.Response.TaskToken };

    private async Task TellAsync(WorkflowTask task, Func<RpcOptions, Task> call)
    {
        try
        {
            await call(Retrying).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.NotFound)
        {
            LogTaskGone(task.WorkflowId, task.RunId, e.Message);
        }
        catch (RpcException e)
        {
            LogCompletionRefused(e, task.WorkflowId, task.RunId);
        }
    }

    [LoggerMessage(EventId = 1311, Level = LogLevel.Warning, Message = "Workflow task of {WorkflowType} {WorkflowId} {RunId} failed with {Cause} (attempt {Attempt}): {Failure}")]
    private partial void LogTaskFailed(
        string failure, string workflowType, string workflowId, string runId, WorkflowTaskFailedCause cause, int attempt);

    [LoggerMessage(EventId = 1312, Level = LogLevel.Debug, Message = "Workflow task of {WorkflowId} {RunId} is gone from the server: {Message}")]
    private partial void LogTaskGone(string workflowId, string runId, string message);

    [LoggerMessage(EventId = 1313, Level = LogLevel.Warning, Message = "The server did not take the completion of a workflow task of {WorkflowId} {RunId}; it will come again")]
    private partial void LogCompletionRefused(Exception exception, string workflowId, string runId);
}
