namespace Temporal.Server.Visibility;

/// <summary>The comparisons of the query language.</summary>
internal enum FilterOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    StartsWith,
    NotStartsWith,
}
