using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker.Runtime;

namespace Temporalio.Workflows;

/// <summary>What workflow code can see and do. All members but <see cref="InWorkflow"/> throw outside workflow code.</summary>
public static partial class Workflow
{
    /// <summary>True while no signal or update handler is running; wait for it before a workflow ends.</summary>
    public static bool AllHandlersFinished => WorkflowContext.Current.InProgress.IsEmpty;

    /// <summary>Cancelled when the workflow's cancellation is asked for; the default of all calls that take a token.</summary>
    public static CancellationToken CancellationToken => WorkflowContext.Current.CancellationToken;

    /// <summary>True when the server suggests to continue as new, because history has grown long.</summary>
    public static bool ContinueAsNewSuggested => WorkflowContext.Current.Activation.ContinueAsNewSuggested;

    /// <summary>A text about where the workflow stands, for user interfaces; may be Markdown.</summary>
    public static string CurrentDetails
    {
        get => WorkflowContext.Current.CurrentDetails;
        set => WorkflowContext.Current.CurrentDetails = value;
    }

    /// <summary>Events in history at the start of the current workflow task.</summary>
    public static int CurrentHistoryLength => WorkflowContext.Current.Activation.HistoryLength;

    /// <summary>Bytes of history at the start of the current workflow task.</summary>
    public static int CurrentHistorySize => (int)Math.Min(WorkflowContext.Current.Activation.HistorySizeBytes, int.MaxValue);

    /// <summary>The update whose handler or validator is running; null elsewhere.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo
    {
        get
        {
            _ = WorkflowContext.Current;
            return WorkflowContext.CurrentUpdateInfo;
        }
    }

    /// <summary>The handler of queries without one of their own.</summary>
    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => WorkflowContext.Current.Queries.Dynamic;
        set => WorkflowContext.Current.Queries.Dynamic = value;
    }

    /// <summary>The handler of signals without one of their own; setting it delivers all signals that wait for a handler.</summary>
    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => WorkflowContext.Current.Signals.Dynamic;
        set => WorkflowContext.Current.Signals.Dynamic = value;
    }

    /// <summary>The handler of updates without one of their own.</summary>
    public static WorkflowUpdateDefinition? DynamicUpdate
    {
        get => WorkflowContext.Current.Updates.Dynamic;
        set => WorkflowContext.Current.Updates.Dynamic = value;
    }

    /// <summary>True in workflow code.</summary>
    public static bool InWorkflow => WorkflowScheduler.Running is not null;

    /// <summary>Facts of the run.</summary>
    public static WorkflowInfo Info => WorkflowContext.Current.Info;

    /// <summary>The workflow object.</summary>
    public static object Instance => WorkflowContext.Current.Main.Instance;

    /// <summary>A logger that says nothing while replaying.</summary>
    public static ILogger Logger => WorkflowContext.Current.Logger;

    /// <summary>The memo, with the run's own changes.</summary>
    public static IReadOnlyDictionary<string, IRawValue> Memo => WorkflowContext.Current.Attributes.Memo;

    /// <summary>The converter of this workflow's values.</summary>
    public static IPayloadConverter PayloadConverter => WorkflowContext.Current.Converter.PayloadConverter;

    /// <summary>Query handlers by name; may be changed.</summary>
    public static IDictionary<string, WorkflowQueryDefinition> Queries => WorkflowContext.Current.Queries.ByName;

    /// <summary>Random numbers that are the same on replay.</summary>
    public static DeterministicRandom Random => WorkflowContext.Current.Random;

    /// <summary>Signal handlers by name; may be changed. Setting one delivers the signals that wait for it.</summary>
    public static IDictionary<string, WorkflowSignalDefinition> Signals => WorkflowContext.Current.Signals.ByName;

    /// <summary>Why the server suggests to continue as new.</summary>
    public static IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons => WorkflowContext.Current.Activation.ContinueAsNewReasons;

    /// <summary>The search attributes, with the run's own changes.</summary>
    public static SearchAttributeCollection TypedSearchAttributes => WorkflowContext.Current.Attributes.SearchAttributes;

    /// <summary>Update handlers by name; may be changed.</summary>
    public static IDictionary<string, WorkflowUpdateDefinition> Updates => WorkflowContext.Current.Updates.ByName;

    /// <summary>The workflow's time (UTC): when the current workflow task started; the same on replay.</summary>
    public static DateTime UtcNow => WorkflowContext.Current.Activation.Timestamp;

    /// <summary>Says that only runs without the old code of a patch are left to replay; for the time between <see cref="Patched"/> and its removal.</summary>
    public static void DeprecatePatch(string patchId) => WorkflowContext.Current.Patches.IsPatched(patchId, isDeprecated: true);

    /// <summary>A random id that is the same on replay.</summary>
    public static Guid NewGuid() => WorkflowContext.Current.NewGuid();

    /// <summary>True when the code behind a patch is to be run: in new runs and in those that ran it before.</summary>
    public static bool Patched(string patchId) => WorkflowContext.Current.Patches.IsPatched(patchId, isDeprecated: false);

    /// <summary>Changes keys of the memo.</summary>
    public static void UpsertMemo(params MemoUpdate[] updates) => WorkflowContext.Current.Attributes.Upsert(updates);

    /// <summary>Changes search attributes.</summary>
    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) => WorkflowContext.Current.Attributes.Upsert(updates);

    /// <summary>What is rarely right to ask.</summary>
    public static class Unsafe
    {
        /// <summary>True while the runtime replays, queries and validators on a replayed run included.</summary>
        public static bool IsReplaying => WorkflowContext.Current.IsReplaying;

        /// <summary>True while events of history are replayed; false in queries and update validators.</summary>
        public static bool IsReplayingHistoryEvents => WorkflowContext.Current.IsReplayingHistoryEvents;
    }
}
