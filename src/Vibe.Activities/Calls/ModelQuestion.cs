namespace Vibe.Activities.Calls;

/// <summary>One question to the model.</summary>
internal sealed record ModelQuestion
{
    /// <summary>The instructions.</summary>
    public required string System { get; init; }

    /// <summary>The question itself.</summary>
    public required string Prompt { get; init; }

    /// <summary>The JSON schema that the answer must hold to.</summary>
    public required string Schema { get; init; }

    /// <summary>The schema's name.</summary>
    public required string SchemaName { get; init; }

    /// <summary>Is told now and then how many characters the answer has so far.</summary>
    public Func<int, Task>? OnProgress { get; init; }
}
