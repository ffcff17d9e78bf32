namespace Vibe.Web.Access;

/// <summary>A channel of the web chat.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Topic">One line.</param>
internal sealed record WebChannel(string Id, string Topic);
