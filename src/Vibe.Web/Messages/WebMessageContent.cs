namespace Vibe.Web.Messages;

/// <summary>What a message of the web chat shows.</summary>
internal sealed record WebMessageContent
{
    /// <summary>The person who wrote it; <see langword="null"/> for Vibe.</summary>
    public string? AuthorId { get; init; }

    /// <summary>Words; <c>`code`</c> and <c>```blocks```</c> are shown as such.</summary>
    public string? Text { get; init; }

    /// <summary>Ids of the people who are called.</summary>
    public IReadOnlyList<string>? Mentions { get; init; }

    /// <summary>A build's card.</summary>
    public WebCard? Card { get; init; }

    /// <summary>A file to download.</summary>
    public WebFile? File { get; init; }

    /// <summary>A dialog to open.</summary>
    public WebDialog? Dialog { get; init; }
}
