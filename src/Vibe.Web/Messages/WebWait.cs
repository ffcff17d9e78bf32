namespace Vibe.Web.Messages;

/// <summary>A place in line.</summary>
/// <param name="Place">1 for the next.</param>
/// <param name="Text">Place, wait and reason in words.</param>
internal sealed record WebWait(int Place, string Text);
