using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.Runtime;

/// <summary>The workflow object and its run method.</summary>
internal sealed class WorkflowMain(WorkflowContext context)
{
    private object? instance;
    private object?[]? arguments;
    private IReadOnlyCollection<Type>? dynamicFailureTypes;
    private bool isScheduled;

    /// <summary>The workflow object, made when it is first needed: by a handler or by the run method.</summary>
    public object Instance => instance ??= CreateInstance();

    /// <summary>Exceptions of the definition that fail the workflow.</summary>
    public IReadOnlyCollection<Type>? FailureExceptionTypes => dynamicFailureTypes ?? context.Details.Definition.FailureExceptionTypes;

    /// <summary>Queues the run method, once.</summary>
    public void Schedule()
    {
        if (!isScheduled)
        {
            isScheduled = true;
            context.Outcomes.RunTopLevel(RunAsync);
        }
    }

    private object?[] Arguments => arguments ??= ReadArguments();

    private async Task RunAsync()
    {
        var definition = context.Details.Definition;
        var input = new ExecuteWorkflowInput(Instance, definition.RunMethod, Arguments);
        var result = await context.Inbound.ExecuteWorkflowAsync(input);
        context.Outcomes.Complete(result);
    }

    private object CreateInstance()
    {
        var definition = context.Details.Definition;
        var created = definition.CreateWorkflowInstance(definition.HasInitConstructor ? PaddedArguments() : []);
        if (definition.Dynamic && definition.DynamicOptionsGetter is { } getter)
        {
            dynamicFailureTypes = getter(created).FailureExceptionTypes;
        }

        return created;
    }

    private object?[] ReadArguments()
    {
        var definition = context.Details.Definition;
        return definition.Dynamic
            ? [PayloadValues.Raw(context.Details.Init.Arguments)]
            : PayloadValues.ReadArguments(
                context.Converter.PayloadConverter, context.Details.Init.Arguments, definition.RunInvoker, $"Workflow '{context.Info.WorkflowType}'");
    }

    // The constructor has the run method's parameters, but not necessarily its defaults.
    private object?[] PaddedArguments() => context.Details.Definition.RunInvoker.Pad(Arguments);
}
