using Microsoft.Extensions.Options;

namespace Vibe.Web.Access;

/// <summary>The channels and people of the web chat, with the defaults where none are configured.</summary>
internal sealed class WebPeople
{
    /// <summary>Takes them from the options.</summary>
    public WebPeople(IOptions<WebChatOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var value = options.Value;
        Channels = value.Channels.Count > 0
            ? [.. value.Channels.Select(c => new WebChannel(c.Key, c.Value))]
            : [new WebChannel("general", "Ask for a build with /vibe build …"), new WebChannel("frontend", "Pages and dashboards")];
        People = value.People.Count > 0
            ? [.. value.People.Select(p => new WebPerson(p.Key, p.Value.Name, p.Value.Role, p.Value.IsGuest))]
            : [new WebPerson("ana", "Ana", "requester", false), new WebPerson("ben", "Ben", "approver", false), new WebPerson("gus", "Gus", "guest", true)];
    }

    /// <summary>The channels in order.</summary>
    public IReadOnlyList<WebChannel> Channels { get; }

    /// <summary>The people in order.</summary>
    public IReadOnlyList<WebPerson> People { get; }

    /// <summary>The person with this id.</summary>
    public WebPerson? Find(string? id) => People.FirstOrDefault(p => p.Id == id);

    /// <summary>Whether the person may see and write in the channel: one's direct conversation is one's own.</summary>
    public bool MayEnter(WebPerson person, string? channel) => channel == person.DirectChannel || Channels.Any(c => c.Id == channel);
}
