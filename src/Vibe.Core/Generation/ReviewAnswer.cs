using Vibe.Core.Reviews;

namespace Vibe.Core.Generation;

/// <summary>A model's answer to <see cref="BuildTask.Review"/>; its JSON shape is <see cref="GenerationSchemas.ReviewAnswer"/>.</summary>
/// <param name="Findings">Heaviest first.</param>
/// <param name="Note">One sentence on the whole.</param>
public sealed record ReviewAnswer(IReadOnlyList<Finding> Findings, string? Note);
