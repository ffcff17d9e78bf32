using System.Linq.Expressions;
using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>Reads the one call that a lambda expression of the client's and workflow's methods consists of.</summary>
internal static class ExpressionUtil
{
    /// <summary>Takes a lambda that is one method call apart; its arguments are evaluated now.</summary>
    /// <exception cref="ArgumentException">The lambda is anything but one method call, or calls a method of something other than its parameter.</exception>
    public static ExtractedCall ExtractCall(LambdaExpression expression)
    {
        if (StripConversions(expression.Body) is not MethodCallExpression call)
        {
            throw new ArgumentException(
                $"The expression must be a single method call, such as wf => wf.RunAsync(argument), but is: {expression.Body}", nameof(expression));
        }

        object? instance = null;
        if (expression.Parameters.Count > 0)
        {
            if (call.Object is null || StripConversions(call.Object) != expression.Parameters[0])
            {
                throw new ArgumentException(
                    $"The expression must call a method of its own parameter '{expression.Parameters[0].Name}', but is: {expression.Body}", nameof(expression));
            }
        }
        else if (call.Object is not null)
        {
            instance = Evaluate(call.Object);
        }

        var args = new object?[call.Arguments.Count];
        for (var i = 0; i < args.Length; i++)
        {
            args[i] = Evaluate(call.Arguments[i]);
        }

        return new ExtractedCall(MostDerived(call.Method, expression), instance, args);
    }

    /// <summary>Takes a lambda that reads one property of its parameter apart; null when it is something else.</summary>
    public static PropertyInfo? TryExtractProperty(LambdaExpression expression) =>
        StripConversions(expression.Body) is MemberExpression { Member: PropertyInfo property, Expression: { } owner } &&
        expression.Parameters.Count == 1 && StripConversions(owner) == expression.Parameters[0]
            ? property
            : null;

    /// <summary>The value of an expression without parameters. Constants, captured variables and members are read without compiling.</summary>
    public static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(EvaluateOwner(member)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(
            EvaluateOwner(member), BindingFlags.DoNotWrapExceptions, null, null, null),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when IsPlainConversion(convert) => Evaluate(convert.Operand),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => EvaluateArray(array),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };

    private static object? EvaluateOwner(MemberExpression member) => member.Expression is null ? null : Evaluate(member.Expression);

    private static Array EvaluateArray(NewArrayExpression array)
    {
        var values = Array.CreateInstance(array.Type.GetElementType()!, array.Expressions.Count);
        for (var i = 0; i < array.Expressions.Count; i++)
        {
            values.SetValue(Evaluate(array.Expressions[i]), i);
        }

        return values;
    }

    // Boxing and references convert without change; numbers do not.
    private static bool IsPlainConversion(UnaryExpression convert) =>
        convert.Type.IsAssignableFrom(convert.Operand.Type) && Nullable.GetUnderlyingType(convert.Type) is null;

    private static Expression StripConversions(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } unary)
        {
            expression = unary.Operand;
        }

        return expression;
    }

    // The compiler names the method that introduced a virtual one; its attributes are on the override.
    private static MethodInfo MostDerived(MethodInfo method, LambdaExpression expression)
    {
        if (!method.IsVirtual || expression.Parameters.Count == 0 || expression.Parameters[0].Type is not { IsInterface: false } type)
        {
            return method;
        }

        var definition = method.IsGenericMethod ? method : method.GetBaseDefinition();
        return Array.Find(
            type.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic),
            m => m.Name == method.Name && m.GetBaseDefinition() == definition) ?? method;
    }

    /// <summary>A method call: what is called, on what (null for static methods and for the lambda's parameter), with what.</summary>
    internal sealed record ExtractedCall(MethodInfo Method, object? Instance, IReadOnlyCollection<object?> Args);
}
