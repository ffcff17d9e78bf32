using Temporalio.Exceptions;
using Temporalio.Workflows;
using ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>One child of a random program.</summary>
internal sealed class ChildCall(ProgramInput input, List<string> trace, ProgramStep step)
{
    private ChildDeed Deed => (ChildDeed)step.Choice;

    public async Task<string> RunAsync(CancellationToken token)
    {
        var child = Child();
        var options = Options(token);
        string outcome;
        try
        {
            var handle = await Workflow.StartChildWorkflowAsync((ProgramWorkflow wf) => wf.RunAsync(child), options);
            outcome = await GoOnAsync(handle, token);
        }
        catch (ChildWorkflowFailureException e)
        {
            outcome = ProgramInterpreter.Name(e);
        }

        catch (FailureException e) when (!TemporalException.IsCanceledException(e) && MayCancel(token))
        {
            // Cancelled and over before it could be reached.
            outcome = ProgramInterpreter.Canceled;
        }

        if (!Expected().Contains(outcome) && !(MayCancel(token) && outcome == ProgramInterpreter.Canceled))
        {
            trace.Add($"{ProgramInterpreter.Unexpected} {step.Id} {Deed} led to {outcome}");
        }

        return $"{Deed} {outcome}";
    }

    private bool MayCancel(CancellationToken token) => token.IsCancellationRequested || step.CancelAfter >= 0;

    private async Task<string> GoOnAsync(ChildWorkflowHandle<ProgramWorkflow, IReadOnlyList<string>> handle, CancellationToken token)
    {
        trace.Add($"{step.Id} child {handle.Id}");
        switch (Deed)
        {
            case ChildDeed.Leave or ChildDeed.LeaveWaiting:
                return "left";
            case ChildDeed.CancelById:
                await Workflow.GetExternalWorkflowHandle(handle.Id).CancelAsync();
                break;
            case ChildDeed.Signal:
                await handle.SignalAsync(wf => wf.PokeAsync(new ProgramMessage { Id = "parent" }));
                break;
            case ChildDeed.Twice when !MayCancel(token):
                await AgainAsync(handle.Id);
                await handle.SignalAsync(wf => wf.PokeAsync(new ProgramMessage { Id = "parent" }), new() { CancellationToken = CancellationToken.None });
                break;
        }

        var seen = await handle.GetResultAsync();
        if (Deed == ChildDeed.Signal && !MayCancel(token) && seen.Count(s => s == "s:parent") != 1)
        {
            trace.Add($"{ProgramInterpreter.Unexpected} {step.Id} the child did not see its signal once");
        }

        return "done";
    }

    private async Task AgainAsync(string id)
    {
        try
        {
            await Workflow.StartChildWorkflowAsync((ProgramWorkflow wf) => wf.RunAsync(Child()), new() { Id = id });
            trace.Add($"{ProgramInterpreter.Unexpected} {step.Id} a second child of one id was started");
        }
        catch (WorkflowAlreadyStartedException)
        {
            trace.Add($"{step.Id} refused");
        }
    }

    private IReadOnlyList<string> Expected() => Deed switch
    {
        ChildDeed.Run => ["done"],
        ChildDeed.Fail => [ProgramInterpreter.Failed],
        ChildDeed.WaitForCancel => [ProgramInterpreter.Canceled],
        ChildDeed.Leave or ChildDeed.LeaveWaiting => ["left"],
        ChildDeed.CancelById => [ProgramInterpreter.Canceled],
        ChildDeed.Signal => ["done"],
        _ => ["done"],
    };

    private ProgramInput Child()
    {
        var forever = new ProgramStep { Id = step.Id * 1000, Kind = StepKind.Timer, Time = ProgramStep.Never };
        var poked = new ProgramStep { Id = step.Id * 1000, Kind = StepKind.Wait, Choice = 1, Time = ProgramStep.Never };
        IReadOnlyList<ProgramStep> steps = Deed switch
        {
            ChildDeed.WaitForCancel or ChildDeed.LeaveWaiting or ChildDeed.CancelById => [forever],
            ChildDeed.Signal => [poked],
            ChildDeed.Twice => [.. step.Steps, poked],
            _ => step.Steps,
        };
        return new ProgramInput
        {
            Parts = [new ProgramStep { Id = (step.Id * 1000) + 1, Kind = StepKind.Sequence, Steps = steps }],
            End = Deed switch { ChildDeed.Fail => ProgramEnd.Fail, ChildDeed.WaitForCancel or ChildDeed.LeaveWaiting or ChildDeed.CancelById => ProgramEnd.ObeyCancel, _ => ProgramEnd.Complete },
            IsHarsh = input.IsHarsh,
        };
    }

    private ChildWorkflowOptions Options(CancellationToken token) => new()
    {
        Id = step.Id % 2 == 0 ? null : $"{Workflow.Info.WorkflowId}/{Workflow.Random.Next(1_000_000)}",
        CancellationToken = token,
        CancellationType = (ChildWorkflowCancellationType)step.CancellationType,
        ParentClosePolicy = (ParentClosePolicy)step.ClosePolicy,
    };
}
