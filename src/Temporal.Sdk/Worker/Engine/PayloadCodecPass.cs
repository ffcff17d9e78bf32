using Google.Protobuf.Collections;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Converters;
using Temporalio.Worker.Engine.Paging;

namespace Temporalio.Worker.Engine;

/// <summary>
/// Applies a codec to the payloads of workflow tasks, in place: decodes what the code will see before it runs, encodes what it gave before it is sent.
/// Search attributes and the engine's own markers stay as they are, for the server reads them.
/// </summary>
internal sealed class PayloadCodecPass(IPayloadCodec codec)
{
    public async Task DecodeAsync(HistoryBuffer.TaskEvents events, HistoryBuffer.TaskEvents ahead)
    {
        for (var i = 0; i < events.Count; i++)
        {
            await DecodeAsync(events[i]).ConfigureAwait(false);
        }

        for (var i = 0; i < ahead.Count; i++)
        {
            // The requests of accepted updates are handed over before their events are reached.
            if (ahead[i].EventType == EventType.WorkflowExecutionUpdateAccepted)
            {
                await DecodeAsync(ahead[i].WorkflowExecutionUpdateAcceptedEventAttributes.AcceptedRequest).ConfigureAwait(false);
            }
        }
    }

    public async Task DecodeAsync(Request? request)
    {
        await DecodeAsync(request?.Input?.Args).ConfigureAwait(false);
        await DecodeAsync(request?.Input?.Header?.Fields).ConfigureAwait(false);
    }

    public async Task DecodeAsync(WorkflowQuery query)
    {
        await DecodeAsync(query.QueryArgs).ConfigureAwait(false);
        await DecodeAsync(query.Header?.Fields).ConfigureAwait(false);
    }

    public async Task EncodeAsync(TaskOutcome outcome)
    {
        switch (outcome)
        {
            case TaskOutcome.Failed failed:
                await codec.EncodeFailureAsync(failed.Failure).ConfigureAwait(false);
                break;
            case TaskOutcome.Completed completed:
                await EncodeAsync(completed).ConfigureAwait(false);
                break;
            case TaskOutcome.Answered { Answer.Failure: { } failure }:
                await codec.EncodeFailureAsync(failure).ConfigureAwait(false);
                break;
        }
    }

    public async Task EncodeAsync(Payloads? payloads)
    {
        if (payloads is { Payloads_.Count: > 0 })
        {
            Replace(payloads.Payloads_, await codec.EncodeAsync([.. payloads.Payloads_]).ConfigureAwait(false));
        }
    }

    public async Task DecodeAsync(Payloads? payloads)
    {
        if (payloads is { Payloads_.Count: > 0 })
        {
            Replace(payloads.Payloads_, await codec.DecodeAsync([.. payloads.Payloads_]).ConfigureAwait(false));
        }
    }

    public async Task DecodeAsync(MapField<string, Payload>? fields)
    {
        foreach (var (key, payload) in (fields ?? []).ToArray())
        {
            fields![key] = await codec.DecodeSingleAsync(payload).ConfigureAwait(false);
        }
    }

    private static void Replace(RepeatedField<Payload> field, IReadOnlyCollection<Payload> payloads)
    {
        field.Clear();
        field.AddRange(payloads);
    }

    private Task DecodeAsync(HistoryEvent e) => e.EventType switch
    {
        EventType.WorkflowExecutionStarted => DecodeAsync(e.WorkflowExecutionStartedEventAttributes),
        EventType.WorkflowExecutionSignaled => DecodeAsync(e.WorkflowExecutionSignaledEventAttributes),
        EventType.ActivityTaskCompleted => DecodeAsync(e.ActivityTaskCompletedEventAttributes.Result),
        EventType.ActivityTaskFailed => DecodeAsync(e.ActivityTaskFailedEventAttributes.Failure),
        EventType.ActivityTaskTimedOut => DecodeAsync(e.ActivityTaskTimedOutEventAttributes.Failure),
        EventType.ActivityTaskCanceled => DecodeAsync(e.ActivityTaskCanceledEventAttributes.Details),
        EventType.ChildWorkflowExecutionCompleted => DecodeAsync(e.ChildWorkflowExecutionCompletedEventAttributes.Result),
        EventType.ChildWorkflowExecutionFailed => DecodeAsync(e.ChildWorkflowExecutionFailedEventAttributes.Failure),
        EventType.ChildWorkflowExecutionCanceled => DecodeAsync(e.ChildWorkflowExecutionCanceledEventAttributes.Details),
        EventType.WorkflowExecutionUpdateAdmitted => DecodeAsync(e.WorkflowExecutionUpdateAdmittedEventAttributes.Request),
        _ => Task.CompletedTask,
    };

    private async Task DecodeAsync(WorkflowExecutionStartedEventAttributes started)
    {
        await DecodeAsync(started.Input).ConfigureAwait(false);
        await DecodeAsync(started.LastCompletionResult).ConfigureAwait(false);
        await DecodeAsync(started.ContinuedFailure).ConfigureAwait(false);
        await DecodeAsync(started.Memo?.Fields).ConfigureAwait(false);
        await DecodeAsync(started.Header?.Fields).ConfigureAwait(false);
    }

    private async Task DecodeAsync(WorkflowExecutionSignaledEventAttributes signaled)
    {
        await DecodeAsync(signaled.Input).ConfigureAwait(false);
        await DecodeAsync(signaled.Header?.Fields).ConfigureAwait(false);
    }

    private Task DecodeAsync(Failure? failure) => failure is null ? Task.CompletedTask : codec.DecodeFailureAsync(failure);

    private async Task EncodeAsync(TaskOutcome.Completed completed)
    {
        foreach (var command in completed.Commands)
        {
            await EncodeAsync(command).ConfigureAwait(false);
        }

        foreach (var message in completed.Messages)
        {
            await EncodeAsync(message).ConfigureAwait(false);
        }

        foreach (var result in completed.QueryResults?.Values ?? [])
        {
            await EncodeAsync(result.Answer).ConfigureAwait(false);
            await EncodeAsync(result.Failure).ConfigureAwait(false);
        }
    }

    private async Task EncodeAsync(Command command)
    {
        await EncodeAsync(command.UserMetadata).ConfigureAwait(false);
        switch (command.CommandType)
        {
            case CommandType.ScheduleActivityTask:
                var activity = command.ScheduleActivityTaskCommandAttributes;
                await EncodeAsync(activity.Input, activity.Header).ConfigureAwait(false);
                break;
            case CommandType.StartChildWorkflowExecution:
                var child = command.StartChildWorkflowExecutionCommandAttributes;
                await EncodeAsync(child.Input, child.Header).ConfigureAwait(false);
                await EncodeAsync(child.Memo?.Fields).ConfigureAwait(false);
                break;
            case CommandType.SignalExternalWorkflowExecution:
                var signal = command.SignalExternalWorkflowExecutionCommandAttributes;
                await EncodeAsync(signal.Input, signal.Header).ConfigureAwait(false);
                break;
            case CommandType.ContinueAsNewWorkflowExecution:
                var next = command.ContinueAsNewWorkflowExecutionCommandAttributes;
                await EncodeAsync(next.Input, next.Header).ConfigureAwait(false);
                await EncodeAsync(next.Memo?.Fields).ConfigureAwait(false);
                break;
            case CommandType.CompleteWorkflowExecution:
                await EncodeAsync(command.CompleteWorkflowExecutionCommandAttributes.Result).ConfigureAwait(false);
                break;
            case CommandType.FailWorkflowExecution:
                await EncodeAsync(command.FailWorkflowExecutionCommandAttributes.Failure).ConfigureAwait(false);
                break;
            case CommandType.CancelWorkflowExecution:
                await EncodeAsync(command.CancelWorkflowExecutionCommandAttributes.Details).ConfigureAwait(false);
                break;
            case CommandType.ModifyWorkflowProperties:
                await EncodeAsync(command.ModifyWorkflowPropertiesCommandAttributes.UpsertedMemo?.Fields).ConfigureAwait(false);
                break;
        }
    }

    private async Task EncodeAsync(OutgoingMessage message)
    {
        switch (message.Body)
        {
            case Acceptance acceptance:
                await EncodeAsync(acceptance.AcceptedRequest).ConfigureAwait(false);
                break;
            case Rejection rejection:
                await EncodeAsync(rejection.RejectedRequest).ConfigureAwait(false);
                await EncodeAsync(rejection.Failure).ConfigureAwait(false);
                break;
            case Response response:
                await EncodeAsync(response.Outcome.Success).ConfigureAwait(false);
                await EncodeAsync(response.Outcome.Failure).ConfigureAwait(false);
                break;
        }
    }

    private Task EncodeAsync(Request? request) => EncodeAsync(request?.Input?.Args, request?.Input?.Header);

    private async Task EncodeAsync(Payloads? payloads, Header? header)
    {
        await EncodeAsync(payloads).ConfigureAwait(false);
        await EncodeAsync(header?.Fields).ConfigureAwait(false);
    }

    private async Task EncodeAsync(UserMetadata? metadata)
    {
        if (metadata?.Summary is { } summary)
        {
            metadata.Summary = await codec.EncodeSingleAsync(summary).ConfigureAwait(false);
        }

        if (metadata?.Details is { } details)
        {
            metadata.Details = await codec.EncodeSingleAsync(details).ConfigureAwait(false);
        }
    }

    private async Task EncodeAsync(MapField<string, Payload>? fields)
    {
        foreach (var (key, payload) in (fields ?? []).ToArray())
        {
            fields![key] = await codec.EncodeSingleAsync(payload).ConfigureAwait(false);
        }
    }

    private Task EncodeAsync(Failure? failure) => failure is null ? Task.CompletedTask : codec.EncodeFailureAsync(failure);
}
