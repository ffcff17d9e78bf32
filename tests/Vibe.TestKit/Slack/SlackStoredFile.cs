namespace Vibe.TestKit.Slack;

/// <summary>A file on its way or shared.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Length">The announced length.</param>
public sealed record SlackStoredFile(string Id, string Name, long Length)
{
    /// <summary>The bytes, once they came.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The channel where it is shared, once it is.</summary>
    public string? Channel { get; init; }
}
