using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Waits for the closing event of a workflow, over all its runs.</summary>
internal sealed class WorkflowResultWait(ITemporalClient client, string id, RpcOptions? rpcOptions)
{
    private readonly DataConverter converter = ClientPayloads.ConverterFor(client, id);

    internal async Task<TResult> RunAsync<TResult>(string? runId, bool followRuns)
    {
        while (true)
        {
            var closing = await WaitForCloseAsync(runId).ConfigureAwait(false);
            if (followRuns && NextRunOf(closing) is { Length: > 0 } next)
            {
                runId = next;
                continue;
            }

            if (closing.AttributesCase == HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes)
            {
                return await converter.ToResultAsync<TResult>(closing.WorkflowExecutionCompletedEventAttributes.Result).ConfigureAwait(false);
            }

            throw await ToExceptionAsync(closing).ConfigureAwait(false);
        }
    }

    private static string? NextRunOf(HistoryEvent closing) => closing.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes => closing.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes => closing.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes => closing.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes => closing.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => null,
    };

    private async Task<HistoryEvent> WaitForCloseAsync(string? runId)
    {
        byte[]? token = null;
        while (true)
        {
            var page = await client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                id,
                runId,
                null,
                token,
                WaitNewEvent: true,
                HistoryEventFilterType.CloseEvent,
                SkipArchival: true,
                rpcOptions)).ConfigureAwait(false);
            if (page.Events.Count > 0)
            {
                return page.Events.First();
            }

            // Without a token the same question is asked anew: the run is open, or the server would have sent its closing event.
            token = page.NextPageToken;
        }
    }

    private async Task<Exception> ToExceptionAsync(HistoryEvent closing)
    {
        switch (closing.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes:
                var failure = closing.WorkflowExecutionFailedEventAttributes.Failure ?? new Failure { Message = "Workflow failed" };
                return new WorkflowFailedException(await converter.ToExceptionAsync(failure).ConfigureAwait(false));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes:
                var canceled = new Failure
                {
                    Message = "Workflow canceled",
                    CanceledFailureInfo = new CanceledFailureInfo { Details = closing.WorkflowExecutionCanceledEventAttributes.Details },
                };
                return new WorkflowFailedException(await converter.ToExceptionAsync(canceled).ConfigureAwait(false));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes:
                return new WorkflowFailedException(await TerminatedAsync(closing.WorkflowExecutionTerminatedEventAttributes).ConfigureAwait(false));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes:
                var timedOut = new Failure
                {
                    Message = "Workflow timed out",
                    TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.StartToClose },
                };
                return new WorkflowFailedException(await converter.ToExceptionAsync(timedOut).ConfigureAwait(false));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes:
                return new WorkflowContinuedAsNewException(closing.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId);
            default:
                return new InvalidOperationException($"The workflow {id} closed by an event that this client does not know: {closing.EventType}.");
        }
    }

    private async Task<TerminatedFailureException> TerminatedAsync(WorkflowExecutionTerminatedEventAttributes attributes)
    {
        IReadOnlyCollection<Payload>? details = await converter.DecodeAsync(attributes.Details).ConfigureAwait(false);
        return new(
            new Failure
            {
                Message = attributes.Reason is { Length: > 0 } reason ? reason : "Workflow execution terminated",
                TerminatedFailureInfo = new TerminatedFailureInfo(),
            },
            null,
            details is null ? null : new InboundFailureDetails(converter.PayloadConverter, details));
    }
}
