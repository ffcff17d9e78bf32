namespace Vibe.Core.Identity;

/// <summary>A person on one platform. Written <c>slack:U024BE7LH</c>; a bare id means Slack.</summary>
/// <param name="Platform">The platform that issued the id.</param>
/// <param name="Id">The platform's id of the person; compared exactly.</param>
public readonly record struct UserRef(ChatPlatform Platform, string Id)
{
    /// <summary>Reads what <see cref="ToString"/> writes; a text without a platform is a Slack id.</summary>
    public static bool TryParse(string? text, out UserRef user)
    {
        user = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var platform = ChatPlatform.Slack;
        if (colon >= 0 && !Enum.TryParse(text[..colon], ignoreCase: true, out platform))
        {
            return false;
        }

        var id = text[(colon + 1)..].Trim();
        if (id.Length == 0)
        {
            return false;
        }

        user = new UserRef(platform, id);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Platform.ToString().ToLowerInvariant()}:{Id}";
}
