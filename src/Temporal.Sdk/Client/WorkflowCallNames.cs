using System.Linq.Expressions;

namespace Temporalio.Client;

/// <summary>Reads names and arguments out of lambda expressions; the definitions of workflows that it needs are not part of this library yet.</summary>
internal static class WorkflowCallNames
{
    internal static (string Name, IReadOnlyCollection<object?> Args) Run(LambdaExpression expression) => throw Unsupported(expression);

    internal static (string Name, IReadOnlyCollection<object?> Args) Signal(LambdaExpression expression) => throw Unsupported(expression);

    internal static (string Name, IReadOnlyCollection<object?> Args) Query(LambdaExpression expression) => throw Unsupported(expression);

    internal static (string Name, IReadOnlyCollection<object?> Args) Update(LambdaExpression expression) => throw Unsupported(expression);

    private static NotSupportedException Unsupported(LambdaExpression expression) =>
        new($"Call workflows by name for now, not by an expression: {expression}");
}
