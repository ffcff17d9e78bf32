using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The children of a run: each has a start and, after it, an end.</summary>
internal sealed class PendingChildWorkflows(WorkflowContext context)
{
    private readonly PendingTable<Child> children = new("child workflow");

    /// <summary>Starts a child and waits until the server has started it.</summary>
    public async Task<ChildWorkflowHandle<TWorkflow, TResult>> StartAsync<TWorkflow, TResult>(StartChildWorkflowInput input)
    {
        context.Commands.ThrowIfReadOnly();
        var token = input.Options.CancellationToken ?? context.CancellationToken;
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException($"Child workflow '{input.Workflow}' was cancelled before it was started");
        }

        var seq = children.NextSeq();
        var id = input.Options.Id ?? context.NewGuid().ToString();
        var converter = context.ConverterFor(new ISerializationContext.Workflow(context.Info.Namespace, id));
        var command = CreateCommand(seq, id, input, converter.PayloadConverter);
        var child = new Child(id, input.Workflow, converter);
        children.Add(seq, child);
        context.Commands.Add(command);

        // Cancelling counts until the child is over, not only until it has started.
        child.Registration = context.OnCancel(() =>
        {
            if (children.Contains(seq))
            {
                context.Commands.Add(new WorkflowCommand.CancelChildWorkflow(seq, "Parent cancelled"));
            }
        }, token);
        var runId = await context.Traced(child.Start.Task);
        return new StartedChildWorkflow<TWorkflow, TResult>(context, child, runId);
    }

    public void ResolveStart(WorkflowActivationJob.ResolveChildWorkflowStart job)
    {
        var child = children.Get(job.Seq);
        if (job.Resolution is WorkflowActivationJob.ChildWorkflowStartResolution.Succeeded started)
        {
            child.Start.TrySetResult(started.RunId);
            return;
        }

        children.Remove(job.Seq);
        child.Registration.Dispose();
        Exception failure = job.Resolution switch
        {
            WorkflowActivationJob.ChildWorkflowStartResolution.Cancelled cancelled => child.ToException(cancelled.Failure),
            WorkflowActivationJob.ChildWorkflowStartResolution.Failed { Cause: StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists } =>
                new WorkflowAlreadyStartedException("Child workflow already started", child.Id, child.Type, string.Empty),
            WorkflowActivationJob.ChildWorkflowStartResolution.Failed failed => new InvalidOperationException(
                $"Child workflow '{child.Id}' of type '{child.Type}' was not started: {failed.Cause}. Check its namespace."),
            _ => new InvalidOperationException($"The child's start resolution {job.Resolution.GetType().Name} is not known."),
        };
        child.Start.TrySetException(failure);
        child.Result.TrySetCanceled();
    }

    public void Resolve(WorkflowActivationJob.ResolveChildWorkflow job)
    {
        var child = children.Take(job.Seq);
        child.Registration.Dispose();
        child.Result.TrySetResult(job.Resolution);
    }

    private WorkflowCommand.StartChildWorkflow CreateCommand(uint seq, string id, StartChildWorkflowInput input, IPayloadConverter converter)
    {
        var options = input.Options;
        return new WorkflowCommand.StartChildWorkflow(seq)
        {
            Namespace = context.Info.Namespace,
            WorkflowId = id,
            WorkflowType = input.Workflow,
            TaskQueue = options.TaskQueue ?? context.Info.TaskQueue,
            Input = PayloadValues.Write(converter, input.Args),
            ExecutionTimeout = options.ExecutionTimeout,
            RunTimeout = options.RunTimeout,
            TaskTimeout = options.TaskTimeout,
            ParentClosePolicy = options.ParentClosePolicy,
            IdReusePolicy = options.IdReusePolicy,
            RetryPolicy = options.RetryPolicy?.ToProto(),
            CronSchedule = options.CronSchedule,
            Headers = PayloadValues.Headers(input.Headers),
            Memo = WorkflowAttributes.MemoProto(options.Memo, converter),
            SearchAttributes = options.TypedSearchAttributes?.ToProto(),
            CancellationType = options.CancellationType,
            Priority = options.Priority?.ToProto(),
            Summary = context.Commands.TextPayload(options.StaticSummary),
            Details = context.Commands.TextPayload(options.StaticDetails),
        };
    }

    /// <summary>A child that has not ended.</summary>
    internal sealed class Child(string id, string type, DataConverter converter)
    {
        public string Id => id;

        public string Type => type;

        public IPayloadConverter PayloadConverter => converter.PayloadConverter;

        public CancellationTokenRegistration Registration { get; set; }

        public TaskCompletionSource<string> Start { get; } = new();

        public TaskCompletionSource<WorkflowActivationJob.ChildWorkflowResolution> Result { get; } = new();

        public Exception ToException(Api.Failure.V1.Failure failure) => converter.FailureConverter.ToException(failure, converter.PayloadConverter);
    }
}
