using Vibe.Core.Identity;
using Vibe.Data.Serialization;

namespace Vibe.Data.Outbox;

/// <summary>Names what a publisher may not use for a while.</summary>
public static class OutboxScopes
{
    /// <summary>Sending the first message of a card, or a notice.</summary>
    public const string Send = "send";

    /// <summary>Editing a card.</summary>
    public const string Edit = "edit";

    /// <summary>Uploading a file.</summary>
    public const string Upload = "upload";

    /// <summary>One method in one channel.</summary>
    public static string Channel(string method, ThreadRef thread) => $"{Workspace(method, thread)}/{thread.Channel}";

    /// <summary>One method in one workspace.</summary>
    public static string Workspace(string method, ThreadRef thread) => $"{method}:{PlatformNames.Write(thread.Platform)}/{thread.Workspace}";

    /// <summary>The method that a row needs next.</summary>
    public static string MethodOf(OutboxLease lease) => lease.Kind switch
    {
        OutboxKind.File => Upload,
        OutboxKind.Card when lease.MessageId is not null => Edit,
        _ => Send,
    };
}
