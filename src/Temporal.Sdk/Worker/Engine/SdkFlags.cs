using Temporalio.Api.Sdk.V1;

namespace Temporalio.Worker.Engine;

/// <summary>
/// Behaviours that were introduced over time. A history says which of them its worker had; a replay keeps to these, new tasks use all.
/// </summary>
internal sealed class SdkFlags
{
    /// <summary>Ids and types of activities and children are compared with their events.</summary>
    public const uint IdAndTypeChecks = 1;

    /// <summary>A patch is also written as a search attribute.</summary>
    public const uint UpsertOnPatch = 2;

    /// <summary>A closing command is moved behind the others of its task, rather than cutting them off.</summary>
    public const uint MoveTerminalCommands = 3;

    private static readonly uint[] Known = [IdAndTypeChecks, UpsertOnPatch, MoveTerminalCommands];

    private readonly HashSet<uint> core = [];
    private readonly HashSet<uint> lang = [];
    private List<uint>? newLang;
    private bool wroteCore;
    private bool hasSdkName;

    /// <summary>Takes over what a completed task of the history used.</summary>
    public void Read(WorkflowTaskCompletedMetadata? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        core.UnionWith(metadata.CoreUsedFlags);
        lang.UnionWith(metadata.LangUsedFlags);
        hasSdkName |= metadata.SdkName == SdkIdentity.Name && metadata.SdkVersion == SdkIdentity.Version;
    }

    /// <summary>Whether the behaviour holds here.</summary>
    public bool IsOn(uint flag, bool isReplaying) => !isReplaying || core.Contains(flag);

    /// <summary>Notes flags of the workflow runtime, to be written with the task's completion.</summary>
    public void NoteLang(IReadOnlyList<uint> used)
    {
        for (var i = 0; i < used.Count; i++)
        {
            if (lang.Add(used[i]))
            {
                (newLang ??= []).Add(used[i]);
            }
        }
    }

    /// <summary>What is new since the last completed task; null if nothing is.</summary>
    public WorkflowTaskCompletedMetadata? TakeNew()
    {
        WorkflowTaskCompletedMetadata? metadata = null;
        if (!wroteCore)
        {
            wroteCore = true;
            foreach (var flag in Known)
            {
                if (core.Add(flag))
                {
                    (metadata ??= new()).CoreUsedFlags.Add(flag);
                }
            }
        }

        if (newLang is not null)
        {
            (metadata ??= new()).LangUsedFlags.AddRange(newLang);
            newLang = null;
        }

        if (!hasSdkName)
        {
            hasSdkName = true;
            metadata ??= new();
            metadata.SdkName = SdkIdentity.Name;
            metadata.SdkVersion = SdkIdentity.Version;
        }

        return metadata;
    }
}
