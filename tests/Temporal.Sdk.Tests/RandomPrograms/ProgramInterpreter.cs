using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Workflows;
using Mutex = Temporalio.Workflows.Mutex;
using Semaphore = Temporalio.Workflows.Semaphore;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>Does the steps of a random program within a workflow. What no step may lead to is marked in the trace by <see cref="Unexpected" />.</summary>
internal sealed class ProgramInterpreter(ProgramInput input, List<string> trace)
{
    public const string Failed = "Failed";
    public const string Canceled = "canceled";
    public const string Unexpected = "UNEXPECTED";
    public const string Attribute = "TestInt";
    public const string MemoKey = "step";
    public static readonly SearchAttributeKey<long> AttributeKey = SearchAttributeKey.CreateLong(Attribute);

    private readonly Mutex mutex = new();
    private readonly Semaphore places = new(2);
    private bool isLocked;
    private int placed;

    /// <summary>How many messages came.</summary>
    public int Pokes { get; set; }

    public async Task DoAsync(ProgramStep step, CancellationToken token)
    {
        try
        {
            await StepAsync(step, token);
        }
        catch (Exception e) when (TemporalException.IsCanceledException(e))
        {
            trace.Add($"{step.Id} {step.Kind} {Canceled}");
            if (!token.IsCancellationRequested && step.CancelAfter < 0)
            {
                trace.Add($"{Unexpected} {step.Id} was cancelled by nobody");
            }
        }
        catch (FailureException e)
        {
            trace.Add($"{step.Id} {step.Kind} {Name(e)}");
            trace.Add($"{Unexpected} {step.Id} {e.Message}");
        }
    }

    /// <summary>What a failure is, in a word.</summary>
    public static string Name(Exception e) => e switch
    {
        _ when TemporalException.IsCanceledException(e) => Canceled,
        ActivityFailureException or ChildWorkflowFailureException when e.InnerException is { } cause => Name(cause),
        ApplicationFailureException a => $"{a.ErrorType}",
        TimeoutFailureException t => $"{t.TimeoutType}",
        _ => e.GetType().Name,
    };

    private Task StepAsync(ProgramStep step, CancellationToken token) => step.Kind switch
    {
        StepKind.Sequence => InTurnAsync(step.Steps, token),
        StepKind.All => Workflow.WhenAllAsync(step.Steps.Select(s => DoAsync(s, token))),
        StepKind.Any => AnyAsync(step, token),
        StepKind.Scope => ScopeAsync(step, token),
        StepKind.Fork => Workflow.RunTaskAsync(() => InTurnAsync(step.Steps, step.Choice == 1 ? CancellationToken.None : token)),
        StepKind.Locked => LockedAsync(step, token),
        StepKind.Place => PlaceAsync(step, token),
        _ => CallAsync(step, token),
    };

    private async Task InTurnAsync(IEnumerable<ProgramStep> steps, CancellationToken token)
    {
        foreach (var step in steps)
        {
            await DoAsync(step, token);
        }
    }

    private async Task AnyAsync(ProgramStep step, CancellationToken token)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var tasks = step.Steps.Select(s => DoAsync(s, source.Token)).ToList();
        var first = await Workflow.WhenAnyAsync(tasks);
        trace.Add($"{step.Id} first {tasks.IndexOf(first)}");
        if (step.Choice == 1)
        {
            source.Cancel();
            await Workflow.WhenAllAsync(tasks);
        }
    }

    private async Task ScopeAsync(ProgramStep step, CancellationToken token)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var work = Workflow.WhenAllAsync(step.Steps.Select(s => DoAsync(s, source.Token)));
        await CancelLaterAsync(step, source, work);
        await work;
    }

    private static async Task CancelLaterAsync(ProgramStep step, CancellationTokenSource source, Task work)
    {
        if (step.CancelAfter > 0)
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(CancellationToken.None);
            var timer = Workflow.DelayAsync(step.CancelAfter, done.Token);
            if (await Workflow.WhenAnyAsync(work, timer) == work)
            {
                done.Cancel();
                return;
            }
        }

        if (step.CancelAfter >= 0 && !work.IsCompleted)
        {
            source.Cancel();
        }
    }

    private async Task LockedAsync(ProgramStep step, CancellationToken token)
    {
        await mutex.WaitOneAsync(token);
        if (isLocked)
        {
            trace.Add($"{Unexpected} {step.Id} two hold the mutex");
        }

        isLocked = true;
        await InTurnAsync(step.Steps, token);
        isLocked = false;
        mutex.ReleaseMutex();
        trace.Add($"{step.Id} unlocked");
    }

    private async Task PlaceAsync(ProgramStep step, CancellationToken token)
    {
        if (!await places.WaitAsync(TimeSpan.FromMilliseconds(step.Time), token))
        {
            trace.Add($"{step.Id} no place");
            return;
        }

        if (++placed > 2)
        {
            trace.Add($"{Unexpected} {step.Id} three hold the semaphore");
        }

        await InTurnAsync(step.Steps, token);
        placed--;
        places.Release();
        trace.Add($"{step.Id} placed");
    }

    /// <summary>A step that is a call; it may be cancelled on its own.</summary>
    private async Task CallAsync(ProgramStep step, CancellationToken token)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);
        var call = LeafAsync(step, source.Token);
        var cancel = CancelLaterAsync(step, source, call);
        var outcome = await call;
        await cancel;
        trace.Add($"{step.Id} {step.Kind} {outcome}");
    }

    private Task<string> LeafAsync(ProgramStep step, CancellationToken token) => step.Kind switch
    {
        StepKind.Activity => new ActivityCall(input, trace, step).RunAsync(token),
        StepKind.Child => new ChildCall(input, trace, step).RunAsync(token),
        StepKind.Timer => TimerAsync(step, token),
        StepKind.Wait => WaitAsync(step, token),
        StepKind.SignalUp => SignalUpAsync(step, token),
        StepKind.Nobody => NobodyAsync(step, token),
        StepKind.Yield => YieldAsync(),
        _ => Task.FromResult(Fact(step)),
    };

    private static async Task<string> TimerAsync(ProgramStep step, CancellationToken token)
    {
        if (step.CancelAfter >= 0 && step.Choice == 0)
        {
            await Workflow.DelayAsync(Timeout.InfiniteTimeSpan, token);
        }

        await Workflow.DelayAsync(TimeSpan.FromMilliseconds(step.Time), token);
        return "fired";
    }

    private async Task<string> WaitAsync(ProgramStep step, CancellationToken token)
    {
        var wanted = step.Choice + (step.Time == ProgramStep.Never ? 0 : Pokes);
        return $"{await Workflow.WaitConditionAsync(() => Pokes >= wanted, TimeSpan.FromMilliseconds(step.Time), token)}";
    }

    private static async Task<string> SignalUpAsync(ProgramStep step, CancellationToken token)
    {
        var message = new ProgramMessage { Id = $"up{step.Id}-{Workflow.NewGuid()}" };
        try
        {
            await Workflow.GetExternalWorkflowHandle<ProgramWorkflow>(Workflow.Info.Parent?.WorkflowId ?? Workflow.Info.WorkflowId)
                .SignalAsync(wf => wf.PokeAsync(message), new() { CancellationToken = token });
            return "signalled";
        }
        catch (FailureException e) when (!TemporalException.IsCanceledException(e))
        {
            return "nobody there";
        }
    }

    private async Task<string> NobodyAsync(ProgramStep step, CancellationToken token)
    {
        var nobody = Workflow.GetExternalWorkflowHandle<ProgramWorkflow>($"nobody-{Workflow.NewGuid()}");
        try
        {
            if (step.Choice % 2 == 0)
            {
                await nobody.SignalAsync(wf => wf.PokeAsync(new ProgramMessage { Id = "nobody" }), new() { CancellationToken = token });
            }
            else
            {
                await nobody.CancelAsync();
            }

            trace.Add($"{Unexpected} {step.Id} reached nobody");
            return "reached";
        }
        catch (FailureException e) when (!TemporalException.IsCanceledException(e))
        {
            return $"{e.GetType().Name}";
        }
    }

    private static async Task<string> YieldAsync()
    {
        await Task.Yield();
        return "yielded";
    }

    private string Fact(ProgramStep step)
    {
        switch (step.Kind)
        {
            case StepKind.Patch when step.Choice == 1:
                Workflow.DeprecatePatch($"old{step.Id % 3}");
                return "deprecated";
            case StepKind.Patch:
                return $"{Workflow.Patched($"patch{step.Id % 3}")}";
            case StepKind.Upsert:
                Workflow.UpsertMemo(MemoUpdate.ValueSet(MemoKey, step.Id));
                Workflow.UpsertTypedSearchAttributes(AttributeKey.ValueSet(step.Id));
                return $"{Workflow.Memo[MemoKey].Payload.Data.ToStringUtf8()} {Workflow.TypedSearchAttributes.Get(AttributeKey)}";
            default:
                return $"{Workflow.Random.Next()} {Workflow.NewGuid()} {Workflow.UtcNow.Ticks} {Workflow.CurrentHistoryLength} {Workflow.CurrentHistorySize} {Workflow.ContinueAsNewSuggested}";
        }
    }
}
