namespace Temporal.Server.Limits;

/// <summary>How many and how large search attributes may be; sizes in bytes.</summary>
internal sealed class SearchAttributeLimits
{
    /// <summary>frontend.searchAttributesNumberOfKeysLimit</summary>
    public int Keys { get; set; } = 100;

    /// <summary>frontend.searchAttributesSizeOfValueLimit</summary>
    public int ValueSize { get; set; } = 2 * 1024;

    /// <summary>frontend.searchAttributesTotalSizeLimit</summary>
    public int TotalSize { get; set; } = 40 * 1024;

    /// <summary>frontend.visibilityMaxPageSize</summary>
    public int PageSize { get; set; } = 1000;
}
