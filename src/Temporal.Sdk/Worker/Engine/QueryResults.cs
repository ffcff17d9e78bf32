using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Worker.Activations;
using Temporalio.Worker.Engine.Machines;

namespace Temporalio.Worker.Engine;

/// <summary>Answers to queries on the wire.</summary>
internal static class QueryResults
{
    public static WorkflowQueryResult Of(WorkflowCommand.RespondToQuery? answer, WorkflowQuery query)
    {
        if (answer is null)
        {
            return new() { ResultType = QueryResultType.Failed, ErrorMessage = $"The workflow did not answer the query '{query.QueryType}'." };
        }

        return answer.Failure is { } failure
            ? new() { ResultType = QueryResultType.Failed, ErrorMessage = failure.Message, Failure = failure }
            : new() { ResultType = QueryResultType.Answered, Answer = ProtoShapes.Payloads(answer.Result) };
    }
}
