using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>Starts workflows, alone or with a signal.</summary>
internal sealed class WorkflowStartCalls(TemporalClient client)
{
    internal async Task<WorkflowHandle<TWorkflow, TResult>> StartAsync<TWorkflow, TResult>(StartWorkflowInput input)
    {
        var options = input.Options;
        if (string.IsNullOrEmpty(options.Id))
        {
            throw new ArgumentException("Id is missing: a workflow is started under an id of your choice. Set WorkflowOptions.Id.");
        }

        if (string.IsNullOrEmpty(options.TaskQueue))
        {
            throw new ArgumentException("TaskQueue is missing: without it no worker gets the workflow. Set WorkflowOptions.TaskQueue.");
        }

        if (options.StartSignal is null && options.StartSignalArgs is not null)
        {
            throw new ArgumentException("StartSignalArgs are set without StartSignal. Set the name of the signal too.");
        }

        var request = await ToRequestAsync(input, options.Id, options.TaskQueue).ConfigureAwait(false);
        try
        {
            if (options.StartSignal is not null)
            {
                var signaled = await client.WorkflowService.SignalWithStartWorkflowExecutionAsync(
                    await WithSignalAsync(request, options, options.StartSignal).ConfigureAwait(false),
                    TemporalClient.DefaultRetryOptions(options.Rpc)).ConfigureAwait(false);
                return new(client, options.Id, ResultRunId: signaled.RunId);
            }

            var started = await client.WorkflowService.StartWorkflowExecutionAsync(
                request, TemporalClient.DefaultRetryOptions(options.Rpc)).ConfigureAwait(false);
            return new(client, options.Id, ResultRunId: started.RunId, FirstExecutionRunId: started.FirstExecutionRunId is { Length: > 0 } first ? first : started.RunId);
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.AlreadyExists && AlreadyStarted(e) is { } existing)
        {
            throw new WorkflowAlreadyStartedException(e.Message, options.Id, input.Workflow, existing.RunId);
        }
    }

    private static WorkflowExecutionAlreadyStartedFailure? AlreadyStarted(RpcException error) =>
        error.GrpcStatus.Value is { Details: [var detail] } && detail.TryUnpack<WorkflowExecutionAlreadyStartedFailure>(out var failure) ? failure : null;

    private static Duration? ToDuration(TimeSpan? time) => time is { } value ? Duration.FromTimeSpan(value) : null;

    private static async Task<UserMetadata?> ToUserMetadataAsync(DataConverter converter, WorkflowOptions options) =>
        options.StaticSummary is null && options.StaticDetails is null
            ? null
            : new UserMetadata
            {
                Summary = options.StaticSummary is { } summary ? await converter.ToPayloadAsync(summary).ConfigureAwait(false) : null,
                Details = options.StaticDetails is { } details ? await converter.ToPayloadAsync(details).ConfigureAwait(false) : null,
            };

    private async Task<StartWorkflowExecutionRequest> ToRequestAsync(StartWorkflowInput input, string id, string taskQueue)
    {
        var options = input.Options;
        var converter = ClientPayloads.ConverterFor(client, id);
        return new()
        {
            Namespace = client.Options.Namespace,
            WorkflowId = id,
            WorkflowType = new WorkflowType { Name = input.Workflow },
            TaskQueue = new TaskQueue { Name = taskQueue },
            Input = await converter.ToArgumentsAsync(input.Args).ConfigureAwait(false),
            WorkflowExecutionTimeout = ToDuration(options.ExecutionTimeout),
            WorkflowRunTimeout = ToDuration(options.RunTimeout),
            WorkflowTaskTimeout = ToDuration(options.TaskTimeout),
            Identity = client.Connection.Options.Identity ?? string.Empty,
            RequestId = Guid.NewGuid().ToString(),
            WorkflowIdReusePolicy = options.IdReusePolicy,
            WorkflowIdConflictPolicy = options.IdConflictPolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule ?? string.Empty,
            Memo = await converter.ToMemoAsync(options.Memo).ConfigureAwait(false),
            SearchAttributes = options.TypedSearchAttributes is { Count: > 0 } attributes ? attributes.ToProto() : null,
            Header = await converter.ToHeaderAsync(input.Headers).ConfigureAwait(false),
            WorkflowStartDelay = ToDuration(options.StartDelay),
            UserMetadata = await ToUserMetadataAsync(converter, options).ConfigureAwait(false),
            Priority = options.Priority?.ToProto(),
        };
    }

    private async Task<SignalWithStartWorkflowExecutionRequest> WithSignalAsync(StartWorkflowExecutionRequest start, WorkflowOptions options, string signal) => new()
    {
        Namespace = start.Namespace,
        WorkflowId = start.WorkflowId,
        WorkflowType = start.WorkflowType,
        TaskQueue = start.TaskQueue,
        Input = start.Input,
        WorkflowExecutionTimeout = start.WorkflowExecutionTimeout,
        WorkflowRunTimeout = start.WorkflowRunTimeout,
        WorkflowTaskTimeout = start.WorkflowTaskTimeout,
        Identity = start.Identity,
        RequestId = start.RequestId,
        WorkflowIdReusePolicy = start.WorkflowIdReusePolicy,
        WorkflowIdConflictPolicy = start.WorkflowIdConflictPolicy,
        SignalName = signal,
        SignalInput = await ClientPayloads.ConverterFor(client, start.WorkflowId).ToArgumentsAsync(options.StartSignalArgs ?? []).ConfigureAwait(false),
        RetryPolicy = start.RetryPolicy,
        CronSchedule = start.CronSchedule,
        Memo = start.Memo,
        SearchAttributes = start.SearchAttributes,
        Header = start.Header,
        WorkflowStartDelay = start.WorkflowStartDelay,
        UserMetadata = start.UserMetadata,
        Priority = start.Priority,
    };
}
