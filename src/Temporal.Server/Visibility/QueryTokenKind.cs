namespace Temporal.Server.Visibility;

/// <summary>The kinds of words in a query.</summary>
internal enum QueryTokenKind
{
    End,
    Name,
    Text,
    Number,
    Symbol,
}
