namespace Temporalio.Worker.Engine.Machines;

/// <summary>The patches that a run has met, in history or in its code.</summary>
internal sealed class PatchRegistry
{
    private readonly SortedDictionary<string, bool> hasCommand = new(StringComparer.Ordinal);

    /// <summary>All ids met so far, sorted.</summary>
    public IReadOnlyCollection<string> Ids => hasCommand.Keys;

    /// <summary>Notes a marker of the history that was not handled yet.</summary>
    public void NoteMarker(string patchId) => hasCommand.TryAdd(patchId, false);

    public bool IsKnown(string patchId) => hasCommand.ContainsKey(patchId);

    /// <summary>Notes that the code asked for a patch.</summary>
    /// <returns>Whether it is the first time, so that a command is due.</returns>
    public bool NoteCommand(string patchId)
    {
        if (hasCommand.TryGetValue(patchId, out var has) && has)
        {
            return false;
        }

        hasCommand[patchId] = true;
        return true;
    }
}
