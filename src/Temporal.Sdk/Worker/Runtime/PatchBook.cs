using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Runtime;

/// <summary>The patches of a run: those in history, and what the code was told about each.</summary>
internal sealed class PatchBook(WorkflowContext context)
{
    private readonly HashSet<string> inHistory = [];
    private readonly Dictionary<string, bool> told = [];

    /// <summary>History has a marker of the patch.</summary>
    public void Notify(WorkflowActivationJob.NotifyHasPatch job) => inHistory.Add(job.PatchId);

    /// <summary>
    /// True when the code behind the patch is to be taken: history has its marker, or the run is not replaying. The answer stays the same for the whole run;
    /// a marker is written with the first true one.
    /// </summary>
    public bool IsPatched(string patchId, bool isDeprecated)
    {
        ArgumentException.ThrowIfNullOrEmpty(patchId);
        if (told.TryGetValue(patchId, out var before))
        {
            return before;
        }

        context.Commands.ThrowIfReadOnly();
        var isPatched = inHistory.Contains(patchId) || (!context.IsReplaying && IsActivated(patchId, isDeprecated));
        told[patchId] = isPatched;
        if (isPatched)
        {
            context.Commands.Add(new WorkflowCommand.SetPatchMarker(patchId, isDeprecated));
        }

        return isPatched;
    }

    private bool IsActivated(string patchId, bool isDeprecated) =>
        isDeprecated || context.Details.PatchActivationCallback is not { } callback || callback(context.Info, patchId);
}
