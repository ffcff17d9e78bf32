namespace Vibe.Core.Reviews;

/// <summary>Something that the review found.</summary>
/// <param name="Severity">How much it weighs.</param>
/// <param name="Path">The file, or <see langword="null"/> for the whole.</param>
/// <param name="Message">One sentence.</param>
public sealed record Finding(FindingSeverity Severity, string? Path, string Message);
