namespace Vibe.Host;

/// <summary>What the process answers its caller.</summary>
internal static class VibeExit
{
    /// <summary>It ran and ended as asked.</summary>
    public const int Ok = 0;

    /// <summary>It could not start; standard error says why.</summary>
    public const int CannotStart = 1;

    /// <summary>A command was not understood, or names something that is not there; standard output says so.</summary>
    public const int NotUnderstood = 2;
}
