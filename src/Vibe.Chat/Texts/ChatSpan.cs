using Vibe.Core.Identity;

namespace Vibe.Chat.Texts;

/// <summary>A piece of a text that every platform can write in its own way.</summary>
public abstract record ChatSpan
{
    private ChatSpan()
    {
    }

    /// <summary>Words without any markup; the adapter escapes them. A line feed begins a new line.</summary>
    /// <param name="Text">The words.</param>
    /// <param name="IsStrong">Whether they stand out.</param>
    public sealed record Words(string Text, bool IsStrong = false) : ChatSpan;

    /// <summary>Something to type or read exactly: a command, a path, a digest.</summary>
    /// <param name="Text">Without line feeds.</param>
    public sealed record Code(string Text) : ChatSpan;

    /// <summary>A person by name, as the platform shows people.</summary>
    /// <param name="User">Who.</param>
    public sealed record Person(UserRef User) : ChatSpan;

    /// <summary>A link.</summary>
    /// <param name="Text">What is read.</param>
    /// <param name="Address">Where it leads.</param>
    public sealed record Link(string Text, Uri Address) : ChatSpan;
}
