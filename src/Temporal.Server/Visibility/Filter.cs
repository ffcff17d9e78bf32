namespace Temporal.Server.Visibility;

/// <summary>A condition on visibility records. Values have the attribute's type: string, long (Datetime in UTC ticks), double, bool; null compares with nothing.</summary>
internal abstract record Filter
{
    private Filter()
    {
    }

    internal sealed record And(Filter Left, Filter Right) : Filter;

    internal sealed record Or(Filter Left, Filter Right) : Filter;

    internal sealed record Not(Filter Inner) : Filter;

    internal sealed record Compare(FilterAttribute Attribute, FilterOperator Operator, object? Value) : Filter;

    internal sealed record In(FilterAttribute Attribute, IReadOnlyList<object?> Values, bool IsNegated) : Filter;

    internal sealed record Between(FilterAttribute Attribute, object? Low, object? High, bool IsNegated) : Filter;

    internal sealed record IsNull(FilterAttribute Attribute, bool IsNegated) : Filter;
}
