using Google.Protobuf;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Heart-beats and ends of activities whose worker left them open.</summary>
internal sealed class AsyncActivityCalls(TemporalClient client)
{
    private string Namespace => client.Options.Namespace;

    private string Identity => client.Connection.Options.Identity ?? string.Empty;

    internal async Task HeartbeatAsync(HeartbeatAsyncActivityInput input)
    {
        var rpc = TemporalClient.DefaultRetryOptions(input.Options?.Rpc);
        var details = await ConverterFor(input.Activity, input.DataConverterOverride).ToArgumentsAsync(input.Options?.Details ?? []).ConfigureAwait(false);
        bool mustStop;
        if (input.Activity is AsyncActivityHandle.IdReference id)
        {
            var response = await client.WorkflowService.RecordActivityTaskHeartbeatByIdAsync(
                new() { Namespace = Namespace, WorkflowId = id.WorkflowId, RunId = id.RunId ?? string.Empty, ActivityId = id.ActivityId, Details = details, Identity = Identity },
                rpc).ConfigureAwait(false);
            mustStop = response.CancelRequested || response.ActivityPaused || response.ActivityReset;
        }
        else
        {
            var response = await client.WorkflowService.RecordActivityTaskHeartbeatAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Details = details, Identity = Identity }, rpc).ConfigureAwait(false);
            mustStop = response.CancelRequested || response.ActivityPaused || response.ActivityReset;
        }

        if (mustStop)
        {
            throw new AsyncActivityCanceledException();
        }
    }

    internal async Task CompleteAsync(CompleteAsyncActivityInput input)
    {
        var rpc = TemporalClient.DefaultRetryOptions(input.Options?.Rpc);
        var result = await ConverterFor(input.Activity, input.DataConverterOverride).ToArgumentsAsync([input.Result]).ConfigureAwait(false);
        await (input.Activity is AsyncActivityHandle.IdReference id
            ? client.WorkflowService.RespondActivityTaskCompletedByIdAsync(
                new() { Namespace = Namespace, WorkflowId = id.WorkflowId, RunId = id.RunId ?? string.Empty, ActivityId = id.ActivityId, Result = result, Identity = Identity }, rpc)
            : (Task)client.WorkflowService.RespondActivityTaskCompletedAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Result = result, Identity = Identity }, rpc)).ConfigureAwait(false);
    }

    internal async Task FailAsync(FailAsyncActivityInput input)
    {
        var rpc = TemporalClient.DefaultRetryOptions(input.Options?.Rpc);
        var converter = ConverterFor(input.Activity, input.DataConverterOverride);
        var failure = await converter.ToFailureAsync(input.Exception).ConfigureAwait(false);
        var details = await converter.ToArgumentsAsync(input.Options?.LastHeartbeatDetails ?? []).ConfigureAwait(false);
        await (input.Activity is AsyncActivityHandle.IdReference id
            ? client.WorkflowService.RespondActivityTaskFailedByIdAsync(
                new()
                {
                    Namespace = Namespace,
                    WorkflowId = id.WorkflowId,
                    RunId = id.RunId ?? string.Empty,
                    ActivityId = id.ActivityId,
                    Failure = failure,
                    LastHeartbeatDetails = details,
                    Identity = Identity,
                },
                rpc)
            : (Task)client.WorkflowService.RespondActivityTaskFailedAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Failure = failure, LastHeartbeatDetails = details, Identity = Identity },
                rpc)).ConfigureAwait(false);
    }

    internal async Task ReportCancellationAsync(ReportCancellationAsyncActivityInput input)
    {
        var rpc = TemporalClient.DefaultRetryOptions(input.Options?.Rpc);
        var details = await ConverterFor(input.Activity, input.DataConverterOverride).ToArgumentsAsync(input.Options?.Details ?? []).ConfigureAwait(false);
        await (input.Activity is AsyncActivityHandle.IdReference id
            ? client.WorkflowService.RespondActivityTaskCanceledByIdAsync(
                new() { Namespace = Namespace, WorkflowId = id.WorkflowId, RunId = id.RunId ?? string.Empty, ActivityId = id.ActivityId, Details = details, Identity = Identity }, rpc)
            : (Task)client.WorkflowService.RespondActivityTaskCanceledAsync(
                new() { Namespace = Namespace, TaskToken = TokenOf(input.Activity), Details = details, Identity = Identity }, rpc)).ConfigureAwait(false);
    }

    private static ByteString TokenOf(AsyncActivityHandle.Reference reference) => reference is AsyncActivityHandle.TaskTokenReference token
        ? UnsafeByteOperations.UnsafeWrap(token.TaskToken)
        : throw new ArgumentException($"An activity is named by its token or by its ids; {reference.GetType()} is neither.");

    private DataConverter ConverterFor(AsyncActivityHandle.Reference reference, DataConverter? given) =>
        given ?? (reference is AsyncActivityHandle.IdReference id ? ClientPayloads.ConverterFor(client, id.WorkflowId) : client.Options.DataConverter);
}
