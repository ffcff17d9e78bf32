using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The signal handlers of a run, and signals that wait for a handler.</summary>
internal sealed class SignalHandlers(WorkflowContext context)
{
    private readonly List<WorkflowActivationJob.SignalWorkflow> buffered = [];
    private HandlerDictionary<WorkflowSignalDefinition>? changed;
    private WorkflowSignalDefinition? dynamicHandler = context.Details.Definition.DynamicSignal;

    /// <summary>Handlers by name; setting one delivers the signals that wait for it.</summary>
    public IDictionary<string, WorkflowSignalDefinition> ByName =>
        changed ??= new HandlerDictionary<WorkflowSignalDefinition>(context.Details.Definition.Signals, d => d.Name, (name, handler) => Deliver(s => s.SignalName == name, handler));

    /// <summary>The handler of signals without one of their own; setting it delivers all that wait.</summary>
    public WorkflowSignalDefinition? Dynamic
    {
        get => dynamicHandler;
        set
        {
            if (value is { Dynamic: false })
            {
                throw new ArgumentException($"The dynamic signal handler must have no name, but it is '{value.Name}'.", nameof(value));
            }

            dynamicHandler = value;
            if (value is not null)
            {
                Deliver(_ => true, value);
            }
        }
    }

    /// <summary>The names with a handler.</summary>
    public IEnumerable<WorkflowSignalDefinition> All => changed?.Values ?? context.Details.Definition.Signals.Values;

    public void Apply(WorkflowActivationJob.SignalWorkflow job)
    {
        if (Find(job.SignalName) is { } definition)
        {
            Run(job, definition);
        }
        else
        {
            buffered.Add(job);
        }
    }

    private WorkflowSignalDefinition? Find(string name)
    {
        WorkflowSignalDefinition? found;
        var isKnown = changed is null ? context.Details.Definition.Signals.TryGetValue(name, out found) : changed.TryGetValue(name, out found);
        return isKnown ? found : dynamicHandler;
    }

    private void Deliver(Predicate<WorkflowActivationJob.SignalWorkflow> isMeant, WorkflowSignalDefinition definition)
    {
        var meant = buffered.FindAll(isMeant);
        buffered.RemoveAll(isMeant);
        foreach (var job in meant)
        {
            Run(job, definition);
        }
    }

    private void Run(WorkflowActivationJob.SignalWorkflow job, WorkflowSignalDefinition definition) => context.Outcomes.RunTopLevel(() =>
        context.InProgress.TrackAsync(isUpdate: false, job.SignalName, null, definition.UnfinishedPolicy, () =>
        {
            // The object must be there before its handler, and its constructor before the reading of arguments.
            _ = context.Main.Instance;
            object?[] args = definition.Dynamic
                ? [job.SignalName, PayloadValues.Raw(job.Input)]
                : PayloadValues.ReadArguments(context.Converter.PayloadConverter, job.Input, definition.Invoker, $"Signal '{job.SignalName}'");
            return context.Inbound.HandleSignalAsync(new HandleSignalInput(job.SignalName, definition, args, PayloadValues.Inbound(job.Headers)));
        }));
}
