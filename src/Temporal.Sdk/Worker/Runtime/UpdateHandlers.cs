using Temporalio.Exceptions;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The update handlers of a run, and the way of an update through them: rejected, or accepted and then completed or failed.</summary>
internal sealed class UpdateHandlers(WorkflowContext context)
{
    private HandlerDictionary<WorkflowUpdateDefinition>? changed;
    private WorkflowUpdateDefinition? dynamicHandler = context.Details.Definition.DynamicUpdate;

    /// <summary>Handlers by name.</summary>
    public IDictionary<string, WorkflowUpdateDefinition> ByName =>
        changed ??= new HandlerDictionary<WorkflowUpdateDefinition>(context.Details.Definition.Updates, d => d.Name, (_, _) => { });

    /// <summary>The handler of updates without one of their own.</summary>
    public WorkflowUpdateDefinition? Dynamic
    {
        get => dynamicHandler;
        set
        {
            if (value is { Dynamic: false })
            {
                throw new ArgumentException($"The dynamic update handler must have no name, but it is '{value.Name}'.", nameof(value));
            }

            dynamicHandler = value;
        }
    }

    /// <summary>The handlers with a name.</summary>
    public IEnumerable<WorkflowUpdateDefinition> All => changed?.Values ?? context.Details.Definition.Updates.Values;

    public void Apply(WorkflowActivationJob.DoUpdate job) => context.Outcomes.RunTopLevel(() => HandleAsync(job));

    private async Task HandleAsync(WorkflowActivationJob.DoUpdate job)
    {
        WorkflowContext.CurrentUpdateInfo = new WorkflowUpdateInfo(job.Id, job.Name);
        _ = context.Main.Instance;
        if (Admit(job) is not { } input)
        {
            return;
        }

        Respond(job, new WorkflowCommand.UpdateOutcome.Accepted());
        await context.InProgress.TrackAsync(
            isUpdate: true, job.Name, job.Id, input.Definition.UnfinishedPolicy, () => RunHandlerAsync(job, input));
    }

    // Whatever goes wrong here refuses the update, except that a validator must not schedule anything: that fails the task.
    private HandleUpdateInput? Admit(WorkflowActivationJob.DoUpdate job)
    {
        var commandsBefore = context.Commands.Count;
        try
        {
            var definition = Find(job.Name) ?? throw new InvalidOperationException(
                $"There is no handler for update '{job.Name}'; known updates: [{string.Join(' ', All.Select(d => d.Name).Order(StringComparer.Ordinal))}]");
            HandleUpdateInput CreateInput() => new(job.Id, job.Name, definition, ReadArguments(job, definition), PayloadValues.Inbound(job.Headers));
            if (job.RunValidator && definition.Validator is not null)
            {
                context.Commands.Reading("An update validator", () =>
                {
                    context.Inbound.ValidateUpdate(CreateInput());
                    return true;
                });
            }

            // Arguments are read anew, since a validator may have changed them.
            var input = CreateInput();
            return input;
        }
        catch (InvalidWorkflowOperationException e)
        {
            context.Outcomes.FailTask(e);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException && context.Commands.Count == commandsBefore)
        {
            Respond(job, new WorkflowCommand.UpdateOutcome.Rejected(ToFailure(e)));
            return null;
        }
    }

    private async Task RunHandlerAsync(WorkflowActivationJob.DoUpdate job, HandleUpdateInput input)
    {
        try
        {
            var result = await context.Inbound.HandleUpdateAsync(input);
            Respond(job, new WorkflowCommand.UpdateOutcome.Completed(context.Converter.PayloadConverter.ToPayload(result)));
        }
        catch (Exception e) when (context.IsWorkflowFailure(e))
        {
            Respond(job, new WorkflowCommand.UpdateOutcome.Failed(ToFailure(e)));
        }
    }

    private WorkflowUpdateDefinition? Find(string name)
    {
        WorkflowUpdateDefinition? found;
        var isKnown = changed is null ? context.Details.Definition.Updates.TryGetValue(name, out found) : changed.TryGetValue(name, out found);
        return isKnown ? found : dynamicHandler;
    }

    private object?[] ReadArguments(WorkflowActivationJob.DoUpdate job, WorkflowUpdateDefinition definition) => definition.Dynamic
        ? [job.Name, PayloadValues.Raw(job.Input)]
        : PayloadValues.ReadArguments(context.Converter.PayloadConverter, job.Input, definition.Invoker, $"Update '{job.Name}'");

    private void Respond(WorkflowActivationJob.DoUpdate job, WorkflowCommand.UpdateOutcome outcome) =>
        context.Commands.Add(new WorkflowCommand.UpdateResponse(job.ProtocolInstanceId, outcome));

    private Api.Failure.V1.Failure ToFailure(Exception e) => context.Converter.FailureConverter.ToFailure(e, context.Converter.PayloadConverter);
}
