namespace Vibe.Core.Generation;

/// <summary>A model's answer to <see cref="BuildTask.Generate"/> and <see cref="BuildTask.Fix"/>; its JSON shape is <see cref="GenerationSchemas.GeneratedFiles"/>.</summary>
/// <param name="Summary">One or two sentences on what was made.</param>
/// <param name="Files">All files of the result, also those that did not change.</param>
public sealed record GeneratedFiles(string Summary, IReadOnlyList<GeneratedFile> Files);
