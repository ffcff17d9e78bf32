using Vibe.Core.Identity;

namespace Vibe.Data.Serialization;

internal static class PlatformNames
{
    public static string Write(ChatPlatform platform) => platform switch
    {
        ChatPlatform.Slack => "slack",
        ChatPlatform.Teams => "teams",
        ChatPlatform.Web => "web",
        _ => throw new ArgumentOutOfRangeException(nameof(platform), platform, "Unknown platform."),
    };

    public static ChatPlatform Read(string name) => Enum.Parse<ChatPlatform>(name, ignoreCase: true);

    public static UserRef ReadUser(string text) =>
        UserRef.TryParse(text, out var user) ? user : throw new InvalidOperationException($"'{text}' in the database is not a person; it should read like slack:U024BE7LH.");
}
