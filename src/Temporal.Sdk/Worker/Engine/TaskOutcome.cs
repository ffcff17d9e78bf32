using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine;

/// <summary>What came of a workflow task; to be told to the server.</summary>
internal abstract record TaskOutcome
{
    private TaskOutcome()
    {
    }

    /// <summary>The task is done.</summary>
    public sealed record Completed : TaskOutcome
    {
        public required IReadOnlyList<Command> Commands { get; init; }

        public required IReadOnlyList<OutgoingMessage> Messages { get; init; }

        public IReadOnlyDictionary<string, WorkflowQueryResult>? QueryResults { get; init; }

        public WorkflowTaskCompletedMetadata? Metadata { get; init; }

        /// <summary>Whether the run ends with it.</summary>
        public bool IsClosing { get; init; }
    }

    /// <summary>The task failed; the run stays open and the task comes again.</summary>
    public sealed record Failed(WorkflowTaskFailedCause Cause, Failure Failure) : TaskOutcome
    {
        /// <summary>Whether the instance must not be activated again.</summary>
        public bool IsInstanceLost { get; init; }
    }

    /// <summary>The answer to a query outside of history.</summary>
    public sealed record Answered(WorkflowCommand.RespondToQuery Answer) : TaskOutcome;
}
