using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Outbound;
using Vibe.Core.Identity;
using Vibe.Slack.Api;

namespace Vibe.Slack.Messages;

/// <summary>Who people are; remembered for some minutes, because rights change seldom and <c>users.info</c> is limited.</summary>
internal sealed partial class SlackPeople(ISlackApi api, TimeProvider time, ILogger<SlackPeople> logger)
{
    private const int Remembered = 10_000;
    private static readonly TimeSpan s_rememberFor = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<(string Workspace, string Id), (ChatPerson Person, DateTimeOffset Until)> _known = new();

    public async Task<ChatPerson?> FindAsync(string workspace, UserRef user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue((workspace, user.Id), out var known) && known.Until > now)
        {
            return known.Person;
        }

        var answer = await api.FormAsync("users.info", new Dictionary<string, string> { ["user"] = user.Id }, cancellationToken);
        if (answer is SlackAnswer.Refused { Code: "user_not_found" or "user_not_visible" })
        {
            // Somebody whom the workspace does not know, as those of other workspaces in shared channels can be.
            return new ChatPerson(user, user.Id, IsGuest: true);
        }

        if (answer is SlackAnswer.Refused refused)
        {
            LogNotTold(SlackErrors.Describe("users.info", refused.Code, refused.Detail));
        }

        if (answer is not SlackAnswer.Ok ok || SlackValue.At(ok.Root, "user") is not { } found)
        {
            return null;
        }

        var name = new[] { SlackValue.Text(found, "profile", "display_name"), SlackValue.Text(found, "real_name"), SlackValue.Text(found, "name") }.FirstOrDefault(n => !string.IsNullOrWhiteSpace(n)) ?? user.Id;
        // Guests of one or several channels, and people of other workspaces in shared channels.
        var isGuest = SlackValue.IsTrue(found, "is_restricted") || SlackValue.IsTrue(found, "is_ultra_restricted") || SlackValue.IsTrue(found, "is_stranger")
            || (SlackValue.Text(found, "team_id") is { } home && home != workspace && SlackValue.At(found, "enterprise_user") is null);
        var person = new ChatPerson(user, name, isGuest);
        if (_known.Count >= Remembered)
        {
            _known.Clear();
        }

        _known[(workspace, user.Id)] = (person, now + s_rememberFor);
        return person;
    }

    [LoggerMessage(EventId = 6141, Level = LogLevel.Error, Message = "Slack does not say who a person is, so what they ask for waits: {Problem}")]
    private partial void LogNotTold(string problem);
}
