using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporal.Server.Clock;
using Temporal.Server.Execution;
using Temporal.Server.Grpc;
using Temporal.Server.Namespaces;
using Temporal.Server.Storage;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Services;

/// <summary>StartWorkflowExecution and SignalWithStartWorkflowExecution.</summary>
internal sealed class StartService(EngineCalls calls)
{
    private const string TerminateReason = "TerminateIfRunning WorkflowIdReusePolicy";

    private readonly WorkflowTaskAnswers _answers = new(calls);

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<StartWorkflowExecutionRequest, StartWorkflowExecutionResponse>(RpcMethod.WorkflowService, "StartWorkflowExecution", StartAsync),
        RpcMethod.Of<SignalWithStartWorkflowExecutionRequest, SignalWithStartWorkflowExecutionResponse>(RpcMethod.WorkflowService, "SignalWithStartWorkflowExecution", SignalWithStartAsync),
    ];

    private async Task<StartWorkflowExecutionResponse> StartAsync(StartWorkflowExecutionRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        Check(request);
        var spec = SpecOf(ns, request);
        var policies = PoliciesOf(request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy, WorkflowIdConflictPolicy.Fail);
        StartedTask? eager = null;
        var response = new StartWorkflowExecutionResponse { Started = true, Status = WorkflowExecutionStatus.Running };
        await calls.Transactor.ApplyAsync(ns.Id, request.WorkflowId, (entry, transition) =>
        {
            if (IsRepeated(entry, spec.RequestId, response))
            {
                return;
            }

            if (entry.Current is { IsOpen: true } current)
            {
                if (policies.Conflict == WorkflowIdConflictPolicy.UseExisting)
                {
                    response.Started = false;
                    response.RunId = current.RunId;
                    response.FirstExecutionRunId = current.FirstRunId;
                    if (entry.Open is { } open)
                    {
                        StartConflicts.Attach(open, transition, request.OnConflictOptions, request.RequestId, request.Links);
                    }

                    return;
                }

                End(entry, transition, policies, current, spec.RunId);
            }

            DemandReusable(entry, policies.Reuse);
            var run = RunFactory.Create(calls.Host, entry, transition, spec);
            entry.Begin(run);
            run.Tasks.Schedule(transition);
            if (spec.IsEager && run.Tasks.Pending is { } task)
            {
                eager = run.Tasks.Start(transition, task.Stamp, new PollInfo(request.Identity, Guid.NewGuid().ToString(), IsSticky: false));
            }

            response.RunId = run.State.RunId;
            response.FirstExecutionRunId = run.State.FirstRunId;
        });
        if (eager is not null)
        {
            context.OnNotDelivered(_answers.TakeBack(eager));
            response.EagerWorkflowTask = await _answers.ResponseAsync(eager, context.Cancelled);
        }

        response.Link = LinkTo(request.Namespace, request.WorkflowId, response.RunId);
        return response;
    }

    /// <summary>Whether this request started the newest run or was attached to it: asked again it has the same answer.</summary>
    private static bool IsRepeated(WorkflowEntry entry, string requestId, StartWorkflowExecutionResponse response)
    {
        var isAttached = entry.Run?.State.AttachedRequests.ContainsKey(requestId) == true;
        if (entry.Current is not { } current || !(isAttached || current.StartRequestId == requestId))
        {
            return false;
        }

        response.Started = !isAttached;
        response.RunId = current.RunId;
        response.FirstExecutionRunId = current.FirstRunId;
        response.Status = current.Status;
        return true;
    }

    private async Task<SignalWithStartWorkflowExecutionResponse> SignalWithStartAsync(SignalWithStartWorkflowExecutionRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        calls.DemandName(request.SignalName, "SignalName is not set on request.", "SignalName length exceeds limit.");
        calls.DemandSize(request.SignalInput);
        var start = StartOf(request);
        Check(start);
        var spec = SpecOf(ns, start);
        var policies = PoliciesOf(request.WorkflowIdReusePolicy, request.WorkflowIdConflictPolicy, WorkflowIdConflictPolicy.UseExisting);
        if (policies.Conflict == WorkflowIdConflictPolicy.Fail)
        {
            throw ServiceException.InvalidArgument("Invalid WorkflowIDConflictPolicy: WORKFLOW_ID_CONFLICT_POLICY_FAIL is not supported for this operation.");
        }

        var signal = new WorkflowExecutionSignaledEventAttributes
        {
            SignalName = request.SignalName,
            Input = request.SignalInput,
            Identity = request.Identity,
            Header = request.Header,
            RequestId = spec.RequestId,
        };
        var response = new SignalWithStartWorkflowExecutionResponse { Started = true };
        await calls.Transactor.ApplyAsync(ns.Id, request.WorkflowId, (entry, transition) =>
        {
            if (entry.Open is { } open)
            {
                if (policies.Conflict == WorkflowIdConflictPolicy.UseExisting)
                {
                    if (open.Signals.Receive(transition, signal, request.Links))
                    {
                        // Unlike a plain signal it ends the delay of the first task.
                        open.Tasks.ScheduleNow(transition);
                    }

                    response.Started = false;
                    response.RunId = open.State.RunId;
                    response.FirstExecutionRunId = open.State.FirstRunId;
                    return;
                }

                End(entry, transition, policies, entry.Current ?? WorkflowEntry.Of(open), spec.RunId);
            }

            DemandReusable(entry, policies.Reuse);
            var run = RunFactory.Create(calls.Host, entry, transition, spec);
            entry.Begin(run);
            run.Signals.Receive(transition, signal, request.Links);
            response.RunId = run.State.RunId;
            response.FirstExecutionRunId = run.State.FirstRunId;
        });
        return response;
    }

    // A running run is in the way: it ends here, or the start fails.
    private static void End(WorkflowEntry entry, Transition transition, Policies policies, CurrentRun current, string newRunId)
    {
        if (entry.Open is not { } open)
        {
            return;
        }

        if (policies.Conflict != WorkflowIdConflictPolicy.TerminateExisting)
        {
            throw IdPolicies.Running(entry.WorkflowId, current);
        }

        open.Closing.Terminate(transition, TerminateReason, new Payloads { Payloads_ = { Json($"terminated by new runID: {newRunId}") } }, "history-service");
    }

    private static void DemandReusable(WorkflowEntry entry, WorkflowIdReusePolicy reuse)
    {
        if (entry.Run is { IsOpen: false, State.Status: WorkflowExecutionStatus.Terminated } && entry.Current is { IsOpen: true })
        {
            // Terminated by this very start.
            return;
        }

        if (entry.Current is { } current && IdPolicies.CheckReuse(entry.WorkflowId, current, reuse) is { } error)
        {
            throw error;
        }
    }

    private static Policies PoliciesOf(WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict, WorkflowIdConflictPolicy usual)
    {
#pragma warning disable CS0612 // old clients still send it
        const WorkflowIdReusePolicy TerminateIfRunning = WorkflowIdReusePolicy.TerminateIfRunning;
#pragma warning restore CS0612
        if (reuse == TerminateIfRunning)
        {
            if (conflict != WorkflowIdConflictPolicy.Unspecified)
            {
                throw ServiceException.InvalidArgument("Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING cannot be used together with a WorkflowIDConflictPolicy");
            }

            return new Policies(WorkflowIdReusePolicy.AllowDuplicate, WorkflowIdConflictPolicy.TerminateExisting);
        }

        if (reuse == WorkflowIdReusePolicy.RejectDuplicate && conflict == WorkflowIdConflictPolicy.TerminateExisting)
        {
            throw ServiceException.InvalidArgument("Invalid WorkflowIDReusePolicy: WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE cannot be used together with WorkflowIdConflictPolicy WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING");
        }

        return new Policies(
            reuse == WorkflowIdReusePolicy.Unspecified ? WorkflowIdReusePolicy.AllowDuplicate : reuse,
            conflict == WorkflowIdConflictPolicy.Unspecified ? usual : conflict);
    }

    private void Check(StartWorkflowExecutionRequest request)
    {
        calls.DemandName(request.WorkflowId, "WorkflowId is not set on request.", "WorkflowId length exceeds limit.");
        EngineCalls.DemandText(request.WorkflowId);
        calls.DemandName(request.WorkflowType?.Name, "WorkflowType is not set on request.", "WorkflowType length exceeds limit.");
        calls.DemandQueue(request.TaskQueue);
        if (request.RequestId.Length > calls.Parts.Limits.IdLength)
        {
            throw ServiceException.InvalidArgument("RequestId length exceeds limit.");
        }

        DemandSpan(request.WorkflowExecutionTimeout, "WorkflowExecutionTimeout");
        DemandSpan(request.WorkflowRunTimeout, "WorkflowRunTimeout");
        DemandSpan(request.WorkflowTaskTimeout, "WorkflowTaskTimeout");
        DemandSpan(request.WorkflowStartDelay, "WorkflowStartDelay");
        RetryPolicies.Demand(request.RetryPolicy);
        if (request.CronSchedule.Length > 0)
        {
            throw ServiceException.InvalidArgument("CronSchedule is not supported by this server; start the workflow from a timer loop instead.");
        }

        calls.DemandSize(request.Input);
        if (request.Memo is not null && request.Memo.CalculateSize() > calls.Parts.Limits.MemoSize)
        {
            throw ServiceException.InvalidArgument("Memo size exceeds limit.");
        }

        Priorities.Demand(request.Priority);
        calls.Parts.SearchAttributes.Check(request.Namespace, request.SearchAttributes);
    }

    private static void DemandSpan(Duration? span, string name)
    {
        if (Times.Ticks(span) < 0)
        {
            throw ServiceException.InvalidArgument($"An invalid {name}Seconds is set on request. cause: negative duration");
        }
    }

    private StartSpec SpecOf(NamespaceRef ns, StartWorkflowExecutionRequest request)
    {
        var execution = Times.Ticks(request.WorkflowExecutionTimeout);
        var run = Times.Shorter(Times.Ticks(request.WorkflowRunTimeout), execution);
        return new StartSpec
        {
            Namespace = ns,
            WorkflowId = request.WorkflowId,
            RequestId = request.RequestId.Length > 0 ? request.RequestId : Guid.NewGuid().ToString(),
            WorkflowType = request.WorkflowType,
            TaskQueue = request.TaskQueue.Name,
            Input = request.Input,
            Header = request.Header,
            Memo = request.Memo,
            SearchAttributes = calls.Parts.SearchAttributes.Typed(ns.Name, request.SearchAttributes),
            ExecutionTimeout = execution,
            RunTimeout = run,
            TaskTimeout = RunFactory.TaskTimeout(request.WorkflowTaskTimeout, calls.Parts.Limits, run),
            RetryPolicy = request.RetryPolicy is null ? null : RetryPolicies.WithDefaults(request.RetryPolicy),
            Priority = request.Priority,
            UserMetadata = request.UserMetadata,
            Links = request.Links,
            Identity = request.Identity,
            Delay = Times.Ticks(request.WorkflowStartDelay),
            IsEager = request.RequestEagerExecution && Times.Ticks(request.WorkflowStartDelay) == 0,
            ContinuedFailure = request.ContinuedFailure,
            LastCompletionResult = request.LastCompletionResult,
        };
    }

    private static StartWorkflowExecutionRequest StartOf(SignalWithStartWorkflowExecutionRequest request) => new()
    {
        Namespace = request.Namespace,
        WorkflowId = request.WorkflowId,
        WorkflowType = request.WorkflowType,
        TaskQueue = request.TaskQueue,
        Input = request.Input,
        WorkflowExecutionTimeout = request.WorkflowExecutionTimeout,
        WorkflowRunTimeout = request.WorkflowRunTimeout,
        WorkflowTaskTimeout = request.WorkflowTaskTimeout,
        Identity = request.Identity,
        RequestId = request.RequestId,
        RetryPolicy = request.RetryPolicy,
        CronSchedule = request.CronSchedule,
        Memo = request.Memo,
        SearchAttributes = request.SearchAttributes,
        Header = request.Header,
        WorkflowStartDelay = request.WorkflowStartDelay,
        UserMetadata = request.UserMetadata,
        Priority = request.Priority,
    };

    private static Payload Json(string text) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFromUtf8(System.Text.Json.JsonSerializer.Serialize(text)),
    };

    private static Link LinkTo(string ns, string workflowId, string runId) => new()
    {
        WorkflowEvent = new Link.Types.WorkflowEvent
        {
            Namespace = ns,
            WorkflowId = workflowId,
            RunId = runId,
            EventRef = new Link.Types.WorkflowEvent.Types.EventReference { EventId = 1, EventType = EventType.WorkflowExecutionStarted },
        },
    };

    private sealed record Policies(WorkflowIdReusePolicy Reuse, WorkflowIdConflictPolicy Conflict);
}
