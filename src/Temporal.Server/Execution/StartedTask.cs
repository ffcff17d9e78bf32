using Temporal.Server.Execution.State;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Query.V1;

namespace Temporal.Server.Execution;

/// <summary>A workflow task that was just started: what its worker is told, except for the history itself.</summary>
internal sealed class StartedTask
{
    public required Run Run { get; init; }

    public required TaskToken Token { get; init; }

    public required long PreviousStartedId { get; init; }

    public required long ScheduledAt { get; init; }

    /// <summary>Events [FromEventId, NextEventId) go to the worker, then <see cref="Suffix"/>.</summary>
    public required long FromEventId { get; init; }

    public required long NextEventId { get; init; }

    /// <summary>The scheduled and started events of a task that is not in history.</summary>
    public IReadOnlyList<HistoryEvent> Suffix { get; init; } = [];

    public IReadOnlyDictionary<string, WorkflowQuery> Queries { get; set; } = new Dictionary<string, WorkflowQuery>();

    public IReadOnlyList<Message> Messages { get; set; } = [];
}
