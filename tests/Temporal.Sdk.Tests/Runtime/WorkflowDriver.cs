using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Runtime;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Runtime;

/// <summary>Drives one run by hand: each call is one activation, and gives what the workflow asked for.</summary>
internal sealed class WorkflowDriver
{
    private static readonly IPayloadConverter Converter = DataConverter.Default.PayloadConverter;

    private readonly IWorkflowInstance instance;
    private readonly WorkflowActivationJob.InitializeWorkflow init;
    private bool isStarted;

    private WorkflowDriver(WorkflowDefinition definition, object?[] args, DriverOptions options)
    {
        init = options.Init(new WorkflowActivationJob.InitializeWorkflow
        {
            WorkflowType = definition.Name ?? "SomeType",
            WorkflowId = "wf-1",
            Arguments = Payloads(args),
            RandomnessSeed = 42,
            FirstExecutionRunId = "run-1",
            TaskTimeout = TimeSpan.FromSeconds(10),
        });
        Now = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        instance = new WorkflowInstanceFactory().Create(new WorkflowInstanceDetails
        {
            Namespace = "default",
            TaskQueue = "queue-1",
            Definition = definition,
            InitialActivation = Activation([init]),
            Init = init,
            DataConverter = DataConverter.Default,
            Interceptors = options.Interceptors,
            FailureExceptionTypes = options.FailureTypes,
            LoggerFactory = options.Loggers,
            StackTrace = options.StackTrace,
            PatchActivationCallback = options.PatchActivation,
        });
    }

    /// <summary>The workflow's time in the next activation.</summary>
    public DateTime Now { get; set; }

    /// <summary>Whether the next activations are replayed ones.</summary>
    public bool IsReplaying { get; set; }

    /// <summary>What else the next activations say.</summary>
    public Func<WorkflowActivation, WorkflowActivation> Adjust { get; set; } = a => a;

    public static WorkflowDriver Create<T>(params object?[] args) => new(WorkflowDefinition.Create<T>(), args, new DriverOptions());

    public static WorkflowDriver Create<T>(DriverOptions options, params object?[] args) => new(WorkflowDefinition.Create<T>(), args, options);

    public static Payload Payload(object? value) => Converter.ToPayload(value);

    public static Payload[] Payloads(params object?[] values) => Array.ConvertAll(values, Converter.ToPayload);

    public static T Value<T>(Payload? payload) => Converter.ToValue<T>(payload!);

    /// <summary>The first activation, with jobs after the start.</summary>
    public WorkflowActivationCompletion Start(params WorkflowActivationJob[] jobs) => Send([init, .. jobs]);

    /// <summary>An activation with these jobs.</summary>
    public WorkflowActivationCompletion Send(params WorkflowActivationJob[] jobs)
    {
        if (!isStarted && jobs is not [WorkflowActivationJob.InitializeWorkflow, ..])
        {
            throw new InvalidOperationException("Start the run first.");
        }

        isStarted = true;
        return instance.Activate(Adjust(Activation(jobs)));
    }

    public WorkflowActivationCompletion Activity(uint seq, object? result = null) => Send(
        new WorkflowActivationJob.ResolveActivity(seq, new WorkflowActivationJob.ActivityResolution.Completed(Payload(result))));

    public WorkflowActivationCompletion Timer(uint seq) => Send(new WorkflowActivationJob.FireTimer(seq));

    public WorkflowActivationCompletion Signal(string name, params object?[] args) => Send(SignalJob(name, args));

    public WorkflowActivationCompletion Cancel() => Send(new WorkflowActivationJob.CancelWorkflow("asked"));

    /// <summary>An update's outcomes: empty when its handler waits.</summary>
    public WorkflowActivationCompletion Update(string name, params object?[] args) => Send(UpdateJob("u1", name, args));

    /// <summary>A query's answer.</summary>
    public WorkflowCommand.RespondToQuery Query(string name, params object?[] args) =>
        Assert.IsType<WorkflowCommand.RespondToQuery>(Assert.Single(
            Send(new WorkflowActivationJob.QueryWorkflow("q1", name) { Arguments = Payloads(args) }).Commands));

    public static WorkflowActivationJob.SignalWorkflow SignalJob(string name, params object?[] args) =>
        new(name) { Input = Payloads(args) };

    public static WorkflowActivationJob.DoUpdate UpdateJob(string id, string name, params object?[] args) =>
        new() { Id = id, ProtocolInstanceId = id, Name = name, Input = Payloads(args), RunValidator = true };

    private WorkflowActivation Activation(IReadOnlyList<WorkflowActivationJob> jobs) => new()
    {
        RunId = "run-1",
        Timestamp = Now,
        IsReplaying = IsReplaying,
        HistoryLength = 3,
        Jobs = jobs,
    };

    /// <summary>What a worker would say of the run.</summary>
    internal sealed record DriverOptions
    {
        public IReadOnlyCollection<IWorkerInterceptor> Interceptors { get; init; } = [];

        public IReadOnlyCollection<Type> FailureTypes { get; init; } = [];

        public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

        public WorkflowStackTrace StackTrace { get; init; }

        public Func<WorkflowInfo, string, bool>? PatchActivation { get; init; }

        public Func<WorkflowActivationJob.InitializeWorkflow, WorkflowActivationJob.InitializeWorkflow> Init { get; init; } = i => i;
    }
}
