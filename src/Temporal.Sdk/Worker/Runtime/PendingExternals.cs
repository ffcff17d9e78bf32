using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.Runtime;

/// <summary>Signals to other workflows and children, and requests to cancel other workflows.</summary>
internal sealed class PendingExternals(WorkflowContext context)
{
    private readonly PendingTable<TaskCompletionSource<Failure?>> signals = new("signal");
    private readonly PendingTable<TaskCompletionSource<Failure?>> cancels = new("cancel request");

    public Task SignalChildAsync(SignalChildWorkflowInput input) => SignalAsync(
        input.Id, input.Args, input.Options?.CancellationToken, (seq, args) => new WorkflowCommand.SignalExternalWorkflow(seq)
        {
            Namespace = context.Info.Namespace,
            WorkflowId = input.Id,
            ChildWorkflowOnly = true,
            SignalName = input.Signal,
            Arguments = args,
            Headers = PayloadValues.Headers(input.Headers),
        });

    public Task SignalExternalAsync(SignalExternalWorkflowInput input) => SignalAsync(
        input.Id, input.Args, input.Options?.CancellationToken, (seq, args) => new WorkflowCommand.SignalExternalWorkflow(seq)
        {
            Namespace = context.Info.Namespace,
            WorkflowId = input.Id,
            RunId = input.RunId,
            SignalName = input.Signal,
            Arguments = args,
            Headers = PayloadValues.Headers(input.Headers),
        });

    public async Task CancelAsync(CancelExternalWorkflowInput input)
    {
        context.Commands.ThrowIfReadOnly();
        var seq = cancels.NextSeq();
        var source = Add(cancels, seq);
        context.Commands.Add(new WorkflowCommand.RequestCancelExternalWorkflow(seq)
        {
            Namespace = context.Info.Namespace,
            WorkflowId = input.Id,
            RunId = input.RunId,
        });
        ThrowIfFailed(await context.Traced(source.Task), context.Converter);
    }

    public void ResolveSignal(WorkflowActivationJob.ResolveSignalExternal job) => signals.Take(job.Seq).TrySetResult(job.Failure);

    public void ResolveCancel(WorkflowActivationJob.ResolveCancelExternal job) => cancels.Take(job.Seq).TrySetResult(job.Failure);

    private async Task SignalAsync(
        string workflowId,
        IReadOnlyCollection<object?> args,
        CancellationToken? cancellationToken,
        Func<uint, IReadOnlyList<Api.Common.V1.Payload>, WorkflowCommand> createCommand)
    {
        context.Commands.ThrowIfReadOnly();
        var token = cancellationToken ?? context.CancellationToken;
        if (token.IsCancellationRequested)
        {
            throw new CanceledFailureException($"The signal to workflow '{workflowId}' was cancelled before it was sent");
        }

        var converter = context.ConverterFor(new ISerializationContext.Workflow(context.Info.Namespace, workflowId));
        var payloads = PayloadValues.Write(converter.PayloadConverter, args);
        var seq = signals.NextSeq();
        var source = Add(signals, seq);
        context.Commands.Add(createCommand(seq, payloads));
        using var registration = context.OnCancel(() =>
        {
            if (signals.Contains(seq))
            {
                context.Commands.Add(new WorkflowCommand.CancelSignalWorkflow(seq));
            }
        }, token);
        ThrowIfFailed(await context.Traced(source.Task), converter);
    }

    private static TaskCompletionSource<Failure?> Add(PendingTable<TaskCompletionSource<Failure?>> table, uint seq)
    {
        var source = new TaskCompletionSource<Failure?>();
        table.Add(seq, source);
        return source;
    }

    private static void ThrowIfFailed(Failure? failure, DataConverter converter)
    {
        if (failure is not null)
        {
            throw converter.FailureConverter.ToException(failure, converter.PayloadConverter);
        }
    }
}
