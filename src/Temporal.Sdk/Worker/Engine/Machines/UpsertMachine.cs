using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>A change of search attributes or memo: one command, one event, nothing to wait for.</summary>
internal sealed class UpsertMachine : StateMachine
{
    /// <summary>Search attribute that lists a run's patches.</summary>
    public const string ChangeVersionKey = "TemporalChangeVersion";

    private UpsertMachine(RunState run)
        : base(run)
    {
    }

    public static void Start(RunState run, SearchAttributes attributes)
    {
        var sent = new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = attributes },
        };
        run.Issue(new UpsertMachine(run), sent, EventType.UpsertWorkflowSearchAttributes);
    }

    public static void Start(RunState run, WorkflowCommand.ModifyWorkflowProperties command)
    {
        var sent = new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = command.UpsertedMemo },
        };
        run.Issue(new UpsertMachine(run), sent, EventType.WorkflowPropertiesModified);
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        if (e.EventType != EventType.UpsertWorkflowSearchAttributes || !Run.Flags.IsOn(SdkFlags.UpsertOnPatch, Run.IsReplaying))
        {
            return;
        }

        var commanded = command.Command.UpsertWorkflowSearchAttributesCommandAttributes.SearchAttributes.IndexedFields.Keys;
        var recorded = e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes?.IndexedFields.Keys ?? [];
        if (commanded.Count != recorded.Count || !commanded.All(recorded.Contains))
        {
            throw NondeterminismException.Differs(
                command, e, "The set of search attributes", string.Join(", ", commanded), string.Join(", ", recorded));
        }
    }
}
