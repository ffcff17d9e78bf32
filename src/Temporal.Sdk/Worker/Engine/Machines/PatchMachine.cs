using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>
/// A patch that the code asked for: RecordMarker → MarkerRecorded. With each new marker the list of the run's patches goes into the search attribute
/// TemporalChangeVersion, so that runs can be found by patch.
/// </summary>
internal sealed class PatchMachine : StateMachine
{
    private const int MaxSearchAttributeBytes = 2048;
    private static readonly ByteString JsonPlain = ByteString.CopyFromUtf8("json/plain");
    private static readonly ByteString KeywordList = ByteString.CopyFromUtf8("KeywordList");
    private readonly string patchId;

    private PatchMachine(RunState run, string patchId)
        : base(run) => this.patchId = patchId;

    /// <summary>Handles the command; nothing happens if the patch was asked for before.</summary>
    public static void Start(RunState run, WorkflowCommand.SetPatchMarker command)
    {
        var isInHistory = run.Patches.IsKnown(command.PatchId);
        if (!run.Patches.NoteCommand(command.PatchId))
        {
            return;
        }

        var machine = new PatchMachine(run, command.PatchId);
        run.Issue(machine, new PatchMarker(command.PatchId, command.Deprecated).ToCommand(), EventType.MarkerRecorded);
        if (run.IsReplaying && !isInHistory)
        {
            return;
        }

        if (run.Flags.IsOn(SdkFlags.UpsertOnPatch, run.IsReplaying) && ChangeVersions(run) is { } versions)
        {
            UpsertMachine.Start(run, versions);
        }
    }

    /// <summary>
    /// Whether an event and the front command go together, where either is a patch's. Patches are the one place where code and history may differ.
    /// </summary>
    public static PatchFit Fit(PendingCommand? front, HistoryEvent e)
    {
        var marker = PatchMarker.Read(e);
        var machine = front?.Machine as PatchMachine;
        if (marker is not { } found)
        {
            return machine is null ? PatchFit.NoPatch : PatchFit.SkipCommand;
        }

        if (machine is not null && (machine.patchId == found.PatchId || !found.IsDeprecated))
        {
            return PatchFit.NoPatch;
        }

        if (found.IsDeprecated)
        {
            return PatchFit.SkipEvent;
        }

        throw new NondeterminismException(
            $"Event {EventText.Of(e)} is the marker of patch '{found.PatchId}', which is not deprecated, but the code has no call of Workflow.Patched for it here.");
    }

    /// <summary>Whether an event is the search attribute that goes with a marker.</summary>
    public static bool IsChangeVersion(HistoryEvent? e) =>
        e is { EventType: EventType.UpsertWorkflowSearchAttributes }
        && e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes?.IndexedFields.ContainsKey(UpsertMachine.ChangeVersionKey) == true;

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        if (PatchMarker.Read(e) is { } found && found.PatchId != patchId)
        {
            throw NondeterminismException.Differs(command, e, "The patch id", patchId, found.PatchId);
        }
    }

    private static SearchAttributes? ChangeVersions(RunState run)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(run.Patches.Ids);
        if (data.Length >= MaxSearchAttributeBytes)
        {
            return null;
        }

        var payload = new Payload
        {
            Metadata = { ["encoding"] = JsonPlain, ["type"] = KeywordList },
            Data = ByteString.CopyFrom(data),
        };
        return new SearchAttributes { IndexedFields = { [UpsertMachine.ChangeVersionKey] = payload } };
    }
}
