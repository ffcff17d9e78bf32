using Temporalio.Exceptions;
using Temporalio.Workflows;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Policies;
using Vibe.Workflows.Capacity;

namespace Vibe.Workflows.Builds;

/// <summary>The one owner of a build, from the command to the delivery.</summary>
[Workflow(BuildNames.WorkflowType)]
public sealed class BuildWorkflow : ILeaseHolder
{
    private readonly BuildInput _input;
    private readonly BuildState _state;
    private readonly BuildThread _thread;
    private readonly BuildLease _lease;
    private readonly BuildSteps _steps;
    private readonly StageRunner _stages;

    /// <summary>Takes what the build starts or continues with, before any update or signal is handled.</summary>
    [WorkflowInit]
    public BuildWorkflow(BuildInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _input = input;
        _state = new BuildState(input);
        _thread = new BuildThread(input, _state);
        _lease = new BuildLease(input);
        _steps = new BuildSteps(input, _state, _thread);
        _stages = new StageRunner(input, _state, _thread, _lease);
    }

    /// <summary>Runs the build to one of its ends.</summary>
    [WorkflowRun]
    public async Task<BuildResult> RunAsync(BuildInput input)
    {
        var (end, code) = await GoThroughAsync();
        await _lease.ReleaseAsync();
        if (end == BuildStage.Cancelled && _state.CancelRequest is { } cancel)
        {
            await _thread.AuditDecisionAsync(cancel);
        }

        _state.Enter(end, DetailOf(end));
        await _thread.AuditStageAsync(end);
        await _thread.ShowAsync();
        await _thread.TellEndAsync();
        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished, CancellationToken.None);
        return _state.ToResult(code);
    }

    private async Task<(BuildStage End, string? Code)> GoThroughAsync()
    {
        if (_input.CarryOver is null)
        {
            await _thread.ShowAsync();
            if (await _steps.ValidateAsync() is { } refusal)
            {
                return (BuildStage.Refused, refusal);
            }
        }

        while (true)
        {
            if (!await MakeAsync() || !await _stages.RunAsync(BuildStage.AwaitingApproval, _steps.AskAsync))
            {
                return EndEarly();
            }

            switch (_state)
            {
                case { IsDecided: false }:
                    return (BuildStage.Expired, RefusalCodes.Expired);
                case { Decision: { Action: CardAction.Reject } }:
                    return (BuildStage.Rejected, null);
                case { Decision: { Action: CardAction.Approve } approval }:
                    return await _stages.RunAsync(BuildStage.Delivering, token => _steps.DeliverAsync(approval, token)) ? (BuildStage.Done, null) : EndEarly();
            }

            _state.BeginNextRound();
            await ContinueAsNewWhenLongAsync();
        }
    }

    /// <summary>Generates, reviews and mends one round's result, and stores what people will be asked about. The lease is given back at its end.</summary>
    private async Task<bool> MakeAsync()
    {
        var detail = _state.Round == 1 ? null : $"Round {_state.Round}, with the feedback.";
        if (!await _stages.RunAsync(BuildStage.Generating, token => _steps.WriteAsync(pass: 0, token), detail))
        {
            return false;
        }

        for (var pass = 0; ; pass++)
        {
            var blocking = 0;
            if (!await _stages.RunAsync(BuildStage.Reviewing, async token => blocking = await _steps.ReviewAsync(pass, token)))
            {
                return false;
            }

            if (blocking == 0 || pass == _input.Settings.MaxFixRounds)
            {
                break;
            }

            var mending = $"Mending {blocking} blocking finding{(blocking == 1 ? string.Empty : "s")}, {pass + 1} of at most {_input.Settings.MaxFixRounds} times.";
            if (!await _stages.RunAsync(BuildStage.Fixing, token => _steps.WriteAsync(pass + 1, token), mending))
            {
                return false;
            }
        }

        var isStored = await _stages.RunAsync(BuildStage.Reviewing, _steps.StoreAsync);
        await _lease.ReleaseAsync();
        return isStored;
    }

    /// <summary>Every button and command; its validator has refused what policy forbids before anything entered the history.</summary>
    [WorkflowUpdate(BuildNames.Decide)]
    public async Task<DecideOutput> DecideAsync(DecideInput input)
    {
        // Asked again: somebody else's decision may have been taken between this one's validation and now.
        ValidateDecide(input);
        var decision = new DecisionState { Action = input.Action, By = input.By, At = BuildState.Now, Reason = input.Reason };
        var stage = _state.Stage;
        switch (input.Action)
        {
            case CardAction.Cancel:
                _state.CancelRequest = decision;
                _stages.Stop();
                break;
            case CardAction.Retry or CardAction.Discard:
                _state.ParkedAnswer = decision;
                break;
            default:
                _state.Decide(decision);
                break;
        }

        if (input.Action == CardAction.Cancel && stage == BuildStage.Delivering)
        {
            // Whether it was in time is known when the delivery has ended.
            await Workflow.WaitConditionAsync(() => _state.IsEnded, CancellationToken.None);
        }

        return new DecideOutput { Stage = stage, At = decision.At, Message = MessageFor(input.Action) };
    }

    /// <summary>Refuses what policy forbids; the failure's type is the refusal's code.</summary>
    [WorkflowUpdateValidator(nameof(DecideAsync))]
    public void ValidateDecide(DecideInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (DecisionRules.Check(_state.Question(input)) is PolicyAnswer.Refused refused)
        {
            throw new ApplicationFailureException(refused.Reason, refused.Code, nonRetryable: true);
        }
    }

    /// <summary>The approvers may be others now.</summary>
    [WorkflowSignal(BuildNames.PolicyChanged)]
    public Task PolicyChangedAsync(ProjectPolicy policy) => _steps.FollowAsync(policy);

    /// <summary>The pool grants the lease.</summary>
    [WorkflowSignal(CapacityNames.Granted)]
    public Task LeaseGrantedAsync(LeaseGranted granted)
    {
        _lease.OnGranted(granted);
        return Task.CompletedTask;
    }

    /// <summary>The pool takes the lease back.</summary>
    [WorkflowSignal(CapacityNames.Ended)]
    public Task LeaseEndedAsync(LeaseEnded ended)
    {
        _lease.OnEnded(ended);
        return Task.CompletedTask;
    }

    /// <summary>Where the build is.</summary>
    [WorkflowQuery(BuildNames.Status)]
    public BuildStatus Status() => _state.ToStatus();

    private async Task ContinueAsNewWhenLongAsync()
    {
        if (Workflow.CurrentHistoryLength < _input.Settings.ContinueAfterEvents && !Workflow.ContinueAsNewSuggested)
        {
            return;
        }

        await Workflow.WaitConditionAsync(() => Workflow.AllHandlersFinished, CancellationToken.None);
        if (!_stages.IsStopped)
        {
            var next = _input with { CarryOver = _state.ToCarryOver(_lease.Count) };
            throw Workflow.CreateContinueAsNewException((BuildWorkflow w) => w.RunAsync(next));
        }
    }

    private (BuildStage End, string? Code) EndEarly() =>
        _stages.IsStopped ? (BuildStage.Cancelled, null) : (BuildStage.Discarded, _state.Failure?.Type);

    private string? DetailOf(BuildStage end) => end switch
    {
        BuildStage.Refused => _state.RefusalReason,
        BuildStage.Expired => "Nobody decided in time, so nothing was delivered. Ask again with /vibe build.",
        BuildStage.Discarded => _state.Detail,
        _ => null,
    };

    private string MessageFor(CardAction action) => action switch
    {
        CardAction.Approve => $"Approved. Round {_state.Round} is being delivered.",
        CardAction.RequestChanges => $"Thank you. Round {_state.Round + 1} begins with your feedback.",
        CardAction.Reject => "Rejected. The requester is told.",
        CardAction.Cancel => _state.Stage == BuildStage.Done ? "Too late: it was delivered at the same moment." : "Called off.",
        CardAction.Retry => "The failed stage runs again.",
        _ => "Given up.",
    };
}
