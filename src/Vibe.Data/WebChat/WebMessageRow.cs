namespace Vibe.Data.WebChat;

/// <summary>A stored message.</summary>
/// <param name="Order">Grows with the first appearance.</param>
/// <param name="Change">Grows with every change of any message.</param>
/// <param name="CreatedAt">When it first appeared.</param>
/// <param name="Message">What was stored.</param>
public sealed record WebMessageRow(long Order, long Change, DateTimeOffset CreatedAt, WebMessageDraft Message);
