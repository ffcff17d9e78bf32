using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>All that one run consists of; what <see cref="Workflow"/> shows to workflow code.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A token source without a timer holds nothing to release, and workflow code may keep its token.")]
internal sealed class WorkflowContext
{
    private static readonly AsyncLocal<WorkflowUpdateInfo?> CurrentUpdate = new();

    private readonly CancellationTokenSource cancellation = new();
    private readonly DataConverter converter;
    private WorkflowOutboundInterceptor? outbound;
    private ILogger? logger;

    public WorkflowContext(WorkflowInstanceDetails details)
    {
        Details = details;
        Activation = details.InitialActivation;
        converter = details.DataConverter;
        Converter = ConverterFor(new ISerializationContext.Workflow(details.Namespace, details.Init.WorkflowId));
        Info = WorkflowInfos.Create(details, Converter);
        Random = new DeterministicRandom(details.Init.RandomnessSeed);
        Scheduler = new WorkflowScheduler(this);
        Commands = new CommandSink(Converter.PayloadConverter);
        Timers = new PendingTimers(this);
        Activities = new PendingActivities(this);
        Children = new PendingChildWorkflows(this);
        Externals = new PendingExternals(this);
        Conditions = new WaitConditions(this);
        Patches = new PatchBook(this);
        Attributes = new WorkflowAttributes(this, details.Init.SearchAttributes, details.Init.Memo);
        StackTraces = new StackTraceBook(details.StackTrace);
        Outcomes = new WorkflowOutcomes(this);
        InProgress = new HandlersInProgress(this);
        Main = new WorkflowMain(this);
        Signals = new SignalHandlers(this);
        Queries = new QueryHandlers(this);
        Updates = new UpdateHandlers(this);
        Inbound = new RootWorkflowInbound(this);
    }

    /// <summary>The context of the code that is running.</summary>
    /// <exception cref="InvalidOperationException">It is not workflow code.</exception>
    public static WorkflowContext Current =>
        WorkflowScheduler.Running?.Context ?? throw new InvalidOperationException(
            "This can be used in workflow code only, and here no workflow is running. Code that has left its workflow, such as by Task.Run or ConfigureAwait(false), counts as that.");

    /// <summary>The update that the running code belongs to.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo
    {
        get => CurrentUpdate.Value;
        set => CurrentUpdate.Value = value;
    }

    public WorkflowInstanceDetails Details { get; }

    /// <summary>The newest activation.</summary>
    public WorkflowActivation Activation { get; set; }

    public WorkflowInfo Info { get; }

    /// <summary>Converters for values of this workflow.</summary>
    public DataConverter Converter { get; }

    public WorkflowScheduler Scheduler { get; }

    public CommandSink Commands { get; }

    public PendingTimers Timers { get; }

    public PendingActivities Activities { get; }

    public PendingChildWorkflows Children { get; }

    public PendingExternals Externals { get; }

    public WaitConditions Conditions { get; }

    public PatchBook Patches { get; }

    public WorkflowAttributes Attributes { get; }

    public StackTraceBook StackTraces { get; }

    public WorkflowOutcomes Outcomes { get; }

    public HandlersInProgress InProgress { get; }

    public WorkflowMain Main { get; }

    public SignalHandlers Signals { get; }

    public QueryHandlers Queries { get; }

    public UpdateHandlers Updates { get; }

    public DeterministicRandom Random { get; private set; }

    /// <summary>What comes in passes this.</summary>
    public WorkflowInboundInterceptor Inbound { get; private set; }

    /// <summary>What goes out passes this.</summary>
    public WorkflowOutboundInterceptor Outbound =>
        outbound ?? throw new InvalidOperationException("The workflow's interceptors are not ready yet: an inbound interceptor must call Init of its next one first.");

    public CancellationToken CancellationToken => cancellation.Token;

    public bool IsReplaying => Activation.IsReplaying;

    /// <summary>True while code runs whose effects were seen before: not so for queries and validators, which run anew each time.</summary>
    public bool IsReplayingHistoryEvents => IsReplaying && Commands.ReadOnlyReason is null;

    public string CurrentDetails { get; set; } = string.Empty;

    public ILogger Logger => logger ??= new ReplaySafeLogger(this, Details.LoggerFactory.CreateLogger($"Temporalio.Workflow:{Info.WorkflowType}"));

    /// <summary>Lets the worker's interceptors wrap the way in and the way out.</summary>
    public void InitInterceptors()
    {
        var root = Inbound;
        foreach (var interceptor in Details.Interceptors.Reverse())
        {
            Inbound = interceptor.InterceptWorkflow(Inbound);
        }

        Inbound.Init(new RootWorkflowOutbound(this));
        if (outbound is null)
        {
            throw new InvalidOperationException($"The interceptors before {root.GetType().Name} did not call Init of their next one.");
        }
    }

    public void SetOutbound(WorkflowOutboundInterceptor interceptor) => outbound = interceptor;

    public void Reseed(WorkflowActivationJob.UpdateRandomSeed job) => Random = new DeterministicRandom(job.RandomnessSeed);

    public void Cancel() => cancellation.Cancel();

    /// <summary>A random id (version 4) that is the same on replay.</summary>
    public Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public DataConverter ConverterFor(ISerializationContext context) => converter.WithSerializationContext(context);

    /// <summary>Notes where the code waits, if the worker is told to; gives the task back.</summary>
    public T Traced<T>(T task)
        where T : Task
    {
        StackTraces.Note(task);
        return task;
    }

    /// <summary>Runs an action of the runtime when a token is cancelled by workflow code.</summary>
    public CancellationTokenRegistration OnCancel(Action action, CancellationToken token) => token.UnsafeRegister(
        _ =>
        {
            if (Scheduler.IsOwnThread)
            {
                action();
            }
            else
            {
                Scheduler.ReportEscape(
                    "A cancellation token that workflow code waits on was cancelled from outside the workflow, such as by a time-out. " +
                    "Cancel it from workflow code, for example after Workflow.DelayAsync.",
                    null);
            }
        },
        null);

    /// <summary>True when an exception of the workflow's code fails the workflow rather than the task.</summary>
    public bool IsWorkflowFailure(Exception e) => e is FailureException or OperationCanceledException ||
        IsOneOf(e, Main.FailureExceptionTypes) || IsOneOf(e, Details.FailureExceptionTypes);

    private static bool IsOneOf(Exception e, IEnumerable<Type>? types) => types?.Any(t => t.IsInstanceOfType(e)) == true;
}
