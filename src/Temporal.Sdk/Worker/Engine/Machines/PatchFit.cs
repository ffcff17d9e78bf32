namespace Temporalio.Worker.Engine.Machines;

/// <summary>How an event and the front command go together where patches are concerned.</summary>
internal enum PatchFit
{
    /// <summary>As any other event and command.</summary>
    NoPatch,

    /// <summary>The event is of a deprecated patch that the code no longer has: pass over it and its search attribute.</summary>
    SkipEvent,

    /// <summary>The command is of a patch that history does not have: drop it and look at the next one.</summary>
    SkipCommand,
}
