namespace Vibe.Data.Statements;

/// <summary>A statement with its positional arguments, to be run alone or within a transaction.</summary>
internal sealed record Statement(string Text, object?[] Arguments);
