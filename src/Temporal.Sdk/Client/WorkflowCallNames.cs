using System.Linq.Expressions;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>Reads names and arguments out of lambda expressions on workflow types.</summary>
internal static class WorkflowCallNames
{
    internal static (string Name, IReadOnlyCollection<object?> Args) Run(LambdaExpression expression) => Pair(WorkflowCalls.Run(expression));

    internal static (string Name, IReadOnlyCollection<object?> Args) Signal(LambdaExpression expression) => Pair(WorkflowCalls.Signal(expression));

    internal static (string Name, IReadOnlyCollection<object?> Args) Query(LambdaExpression expression) => Pair(WorkflowCalls.Query(expression));

    internal static (string Name, IReadOnlyCollection<object?> Args) Update(LambdaExpression expression) => Pair(WorkflowCalls.Update(expression));

    private static (string Name, IReadOnlyCollection<object?> Args) Pair(WorkflowCalls.Call call) => (call.Name, call.Args);
}
