using Vibe.Chat.Inbound;
using Vibe.Data.WebChat;
using Vibe.Web.Access;

namespace Vibe.Web.Talk;

/// <summary>What a post needs from the container.</summary>
/// <param name="Inbox">The port.</param>
/// <param name="People">Channels and people.</param>
/// <param name="Messages">Where people's own messages are kept.</param>
internal sealed record TalkParts(IChatInbox Inbox, WebPeople People, IWebMessageStore Messages);
