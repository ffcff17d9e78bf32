namespace Temporal.Server.Visibility;

/// <summary>One word of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its text: names without back-ticks, strings without quotes.</param>
/// <param name="End">The position behind it.</param>
/// <param name="IsQuoted">A name in back-ticks: never a keyword.</param>
internal readonly record struct QueryToken(QueryTokenKind Kind, string Value, int End, bool IsQuoted = false)
{
    /// <summary>Whether this is the keyword, in whatever case.</summary>
    public bool Is(string keyword) =>
        Kind == QueryTokenKind.Name && !IsQuoted && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this is the symbol.</summary>
    public bool IsSymbol(string symbol) => Kind == QueryTokenKind.Symbol && Value == symbol;
}
