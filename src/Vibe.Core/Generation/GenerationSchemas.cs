namespace Vibe.Core.Generation;

/// <summary>
/// The JSON schemas of the answers that models give. They keep to what every provider's structured output takes: all properties required, no additional ones, no formats.
/// </summary>
public static class GenerationSchemas
{
    /// <summary>The name of the schema of <see cref="Generation.GeneratedFiles"/>, as providers ask for one.</summary>
    public const string GeneratedFilesName = "generated_files";

    /// <summary>The name of the schema of <see cref="Generation.ReviewAnswer"/>.</summary>
    public const string ReviewAnswerName = "review_answer";

    /// <summary>The schema of <see cref="Generation.GeneratedFiles"/>.</summary>
    public const string GeneratedFiles = """
        {
          "type": "object",
          "properties": {
            "summary": { "type": "string", "description": "One or two sentences on what was made." },
            "files": {
              "type": "array",
              "description": "All files of the result.",
              "items": {
                "type": "object",
                "properties": {
                  "path": { "type": "string", "description": "Relative path with forward slashes." },
                  "content": { "type": "string", "description": "The whole text of the file." }
                },
                "required": ["path", "content"],
                "additionalProperties": false
              }
            }
          },
          "required": ["summary", "files"],
          "additionalProperties": false
        }
        """;

    /// <summary>The schema of <see cref="Generation.ReviewAnswer"/>.</summary>
    public const string ReviewAnswer = """
        {
          "type": "object",
          "properties": {
            "findings": {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "severity": { "type": "string", "enum": ["blocking", "warning", "note"] },
                  "path": { "type": "string", "description": "The file, or empty for the whole." },
                  "message": { "type": "string", "description": "One sentence." }
                },
                "required": ["severity", "path", "message"],
                "additionalProperties": false
              }
            },
            "note": { "type": "string", "description": "One sentence on the whole." }
          },
          "required": ["findings", "note"],
          "additionalProperties": false
        }
        """;
}
