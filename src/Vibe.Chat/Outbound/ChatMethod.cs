namespace Vibe.Chat.Outbound;

/// <summary>What a platform limits separately.</summary>
public enum ChatMethod
{
    /// <summary>Sending a message.</summary>
    Send,

    /// <summary>Editing a message.</summary>
    Edit,

    /// <summary>Uploading a file.</summary>
    Upload,

    /// <summary>Looking for a message.</summary>
    Find,
}
