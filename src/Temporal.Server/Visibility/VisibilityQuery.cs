namespace Temporal.Server.Visibility;

/// <summary>A parsed query.</summary>
/// <param name="Where">The condition; null matches all.</param>
/// <param name="IsGroupedByStatus">It ends in <c>GROUP BY ExecutionStatus</c>.</param>
internal sealed record VisibilityQuery(Filter? Where, bool IsGroupedByStatus)
{
    public static VisibilityQuery All { get; } = new(null, IsGroupedByStatus: false);
}
