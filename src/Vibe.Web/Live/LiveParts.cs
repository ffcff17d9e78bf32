using Microsoft.Extensions.Hosting;
using Vibe.Data.WebChat;
using Vibe.Web.Access;

namespace Vibe.Web.Live;

/// <summary>What a live connection needs from the container.</summary>
/// <param name="Messages">The stored messages.</param>
/// <param name="People">Channels and people.</param>
/// <param name="Hub">The open pages.</param>
/// <param name="Lifetime">Ends connections with the host.</param>
internal sealed record LiveParts(IWebMessageStore Messages, WebPeople People, LiveHub Hub, IHostApplicationLifetime Lifetime);
