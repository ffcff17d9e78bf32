using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>Carries a random program out and writes down what it saw.</summary>
[Workflow]
public sealed class ProgramWorkflow
{
    private readonly ProgramInput input;
    private readonly List<string> trace;
    private readonly ProgramInterpreter interpreter;
    private IReadOnlyList<string>? end;

    [WorkflowInit]
    public ProgramWorkflow(ProgramInput input)
    {
        this.input = input;
        trace = [.. input.Trace];
        interpreter = new ProgramInterpreter(input, trace);
    }

    /// <summary>What it saw; in the end what it saw up to then, for what it left unfinished goes on for a moment.</summary>
    [WorkflowQuery]
    public IReadOnlyList<string> Trace => end ?? trace;

    [WorkflowRun]
    public async Task<IReadOnlyList<string>> RunAsync(ProgramInput given)
    {
        trace.Add($"run {Workflow.Info.ContinuedRunId is not null}");
        await interpreter.DoAsync(given.Parts[0], Workflow.CancellationToken);
        if (given.WaitsForHandlers)
        {
            await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished, CancellationToken.None);
        }

        trace.Add($"end {Workflow.CancellationToken.IsCancellationRequested}");
        end = [.. trace];
        if (given.End == ProgramEnd.ObeyCancel)
        {
            Workflow.CancellationToken.ThrowIfCancellationRequested();
        }

        if (given.Parts.Count > 1 && !Workflow.CancellationToken.IsCancellationRequested)
        {
            var next = given with { Parts = [.. given.Parts.Skip(1)], Trace = end };
            throw Workflow.CreateContinueAsNewException((ProgramWorkflow wf) => wf.RunAsync(next));
        }

        return given.End == ProgramEnd.Fail ? throw new ApplicationFailureException("the end", ProgramInterpreter.Failed, details: end) : end;
    }

    [WorkflowSignal]
    public async Task PokeAsync(ProgramMessage message)
    {
        interpreter.Pokes++;
        trace.Add($"s:{message.Id}");
        if (message.Work is { } work)
        {
            await interpreter.DoAsync(work, Workflow.CancellationToken);
            trace.Add($"S:{message.Id}");
        }
    }

    [WorkflowUpdateValidator(nameof(ChangeAsync))]
    public void ValidateChange(ProgramMessage message)
    {
        if (message.IsRefused)
        {
            throw new ApplicationFailureException($"{message.Id} is refused", "Refused");
        }
    }

    [WorkflowUpdate]
    public async Task<string> ChangeAsync(ProgramMessage message)
    {
        interpreter.Pokes++;
        trace.Add($"u:{message.Id}");
        if (message.Work is { } work)
        {
            await interpreter.DoAsync(work, Workflow.CancellationToken);
        }

        trace.Add($"U:{message.Id}");
        return message.IsFailing ? throw new ApplicationFailureException($"{message.Id} fails", ProgramInterpreter.Failed) : message.Id;
    }
}
