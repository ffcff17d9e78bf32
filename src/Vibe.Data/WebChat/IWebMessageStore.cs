namespace Vibe.Data.WebChat;

/// <summary>The messages of the built-in web chat: what Slack keeps at Slack is kept here.</summary>
public interface IWebMessageStore
{
    /// <summary>Stores a message, or replaces the content of the one with this key; the same key is one message, however often it is saved.</summary>
    Task SaveAsync(WebMessageDraft draft, CancellationToken cancellationToken);

    /// <summary>Whether there is a message with this key.</summary>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>A stretch of what a person sees, threads whole, without what was meant for the moment only.</summary>
    Task<WebHistory> ReadAsync(WebHistoryQuery query, CancellationToken cancellationToken);

    /// <summary>What was stored or replaced after the change with this number, oldest first.</summary>
    Task<IReadOnlyList<WebMessageRow>> ListChangedAsync(long afterChange, CancellationToken cancellationToken);

    /// <summary>The number of the latest change.</summary>
    Task<long> LatestChangeAsync(CancellationToken cancellationToken);
}
