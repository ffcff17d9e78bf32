namespace Vibe.Chat.Commands;

/// <summary>A word that a command begins with.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Usage">What follows it: <c>[--project name] what to build</c>.</param>
/// <param name="Purpose">What it does, in a few words.</param>
public sealed record Verb(string Name, string Usage, string Purpose)
{
    /// <summary>The whole line: <c>build [--project name] what to build</c>.</summary>
    public string Line => Usage.Length == 0 ? Name : $"{Name} {Usage}";
}
