using System.Security.Cryptography;
using System.Text;

namespace Vibe.Core.Builds;

/// <summary>
/// The id of a build: 20 hexadecimal digits made from the chat event that asked for it, so that the same event always means the same build.
/// </summary>
/// <param name="Value">The digits.</param>
public readonly record struct BuildId(string Value)
{
    /// <summary>The id of the workflow that owns the build.</summary>
    public string WorkflowId => $"build-{Value}";

    /// <summary>Makes the id of the build that the event with this key asks for.</summary>
    /// <param name="eventKey">Platform, workspace and event id in one string; unique per event.</param>
    public static BuildId FromEvent(string eventKey) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(eventKey)).AsSpan(0, 10)));

    /// <inheritdoc />
    public override string ToString() => Value;
}
