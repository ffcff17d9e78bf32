using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>The events of one run, to be replayed or kept.</summary>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    /// <summary>Reads a history as the command line, the user interface or an SDK wrote it: both styles of enum names, unknown fields ignored.</summary>
    public static WorkflowHistory FromJson(string workflowId, string json) => new(workflowId, HistoryJson.Parse(json).Events);

    /// <summary>Writes the history as JSON.</summary>
    public string ToJson() => JsonFormatter.Default.Format(new History { Events = { Events } });

    /// <summary>Writes the history as JSON.</summary>
    public void ToJson(TextWriter writer) => JsonFormatter.Default.Format(new History { Events = { Events } }, writer);
}
