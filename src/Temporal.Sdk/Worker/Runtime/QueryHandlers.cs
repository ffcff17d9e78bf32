using Temporalio.Api.Common.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Runtime;

/// <summary>The query handlers of a run, with those that every workflow has.</summary>
internal sealed class QueryHandlers(WorkflowContext context)
{
    private HandlerDictionary<WorkflowQueryDefinition>? changed;
    private WorkflowQueryDefinition? dynamicHandler = context.Details.Definition.DynamicQuery;

    /// <summary>Handlers by name.</summary>
    public IDictionary<string, WorkflowQueryDefinition> ByName =>
        changed ??= new HandlerDictionary<WorkflowQueryDefinition>(context.Details.Definition.Queries, d => d.Name, (_, _) => { });

    /// <summary>The handler of queries without one of their own.</summary>
    public WorkflowQueryDefinition? Dynamic
    {
        get => dynamicHandler;
        set
        {
            if (value is { Dynamic: false })
            {
                throw new ArgumentException($"The dynamic query handler must have no name, but it is '{value.Name}'.", nameof(value));
            }

            dynamicHandler = value;
        }
    }

    /// <summary>The handlers with a name.</summary>
    public IEnumerable<WorkflowQueryDefinition> All => changed?.Values ?? context.Details.Definition.Queries.Values;

    public void Apply(WorkflowActivationJob.QueryWorkflow job) => context.Scheduler.Post(() =>
    {
        try
        {
            var answer = context.Commands.Reading("A query handler", () => Answer(job));
            context.Commands.AddAnswer(new WorkflowCommand.RespondToQuery(job.QueryId, answer, null));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var failure = context.Converter.FailureConverter.ToFailure(e, context.Converter.PayloadConverter);
            context.Commands.AddAnswer(new WorkflowCommand.RespondToQuery(job.QueryId, null, failure));
        }
    });

    private Payload Answer(WorkflowActivationJob.QueryWorkflow job)
    {
        var converter = context.Converter.PayloadConverter;
        switch (job.QueryType)
        {
            case HandlerRules.StackTraceQuery:
                return converter.ToPayload(context.StackTraces.Describe());
            case HandlerRules.EnhancedStackTraceQuery:
                return converter.ToPayload(EnhancedStackTraceAnswers.Create(context.StackTraces));
            case HandlerRules.MetadataQuery:
                return converter.ToPayload(WorkflowMetadataAnswers.Create(context));
        }

        _ = context.Main.Instance;
        var definition = Find(job.QueryType) ?? throw new InvalidOperationException(
            $"There is no handler for query '{job.QueryType}'; known queries: " +
            $"[{string.Join(' ', All.Select(d => d.Name).Concat([HandlerRules.StackTraceQuery, HandlerRules.MetadataQuery]).Order(StringComparer.Ordinal))}]");
        object?[] args = definition.Dynamic
            ? [job.QueryType, PayloadValues.Raw(job.Arguments)]
            : PayloadValues.ReadArguments(converter, job.Arguments, definition.Invoker, $"Query '{job.QueryType}'");
        return converter.ToPayload(context.Inbound.HandleQuery(
            new HandleQueryInput(job.QueryId, job.QueryType, definition, args, PayloadValues.Inbound(job.Headers))));
    }

    private WorkflowQueryDefinition? Find(string name)
    {
        WorkflowQueryDefinition? found;
        var isKnown = changed is null ? context.Details.Definition.Queries.TryGetValue(name, out found) : changed.TryGetValue(name, out found);
        return isKnown ? found : dynamicHandler;
    }
}
