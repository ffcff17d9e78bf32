namespace Temporal.Server.Visibility;

/// <summary>What a page of a list is asked for with.</summary>
/// <param name="NamespaceId">Whose runs.</param>
/// <param name="Where">Which; null: all.</param>
/// <param name="PageSize">At most so many.</param>
/// <param name="After">Behind which record; null: from the start.</param>
internal sealed record VisibilityRequest(string NamespaceId, Filter? Where, int PageSize, VisibilityPosition? After);
