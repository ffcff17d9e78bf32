using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential;

/// <summary>What a server answered in a scenario, line by line.</summary>
internal sealed class Transcript(Names names)
{
    /// <summary>How the line begins that says that a script could not go on.</summary>
    public const string Stuck = "stuck";

    private readonly MessageText _text = new(names);
    private readonly List<string> _lines = [];
    private readonly List<(string WorkflowId, string RunId)> _seen = [];

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The runs whose histories belong to the scenario; an empty run id stands for the current one.</summary>
    public IReadOnlyList<(string WorkflowId, string RunId)> Seen => _seen;

    /// <summary>A message in words that are the same whenever it says the same.</summary>
    public string TextOf(IMessage message) => _text.Of(message);

    public void Line(string text) => _lines.Add(names.Clean(text));

    public void Message(string title, IMessage message) => _lines.Add($"{title}: {_text.Of(message)}");

    public void Event(Temporalio.Api.History.V1.HistoryEvent entry) => _lines.Add("  " + _text.Of(entry));

    public void Saw(string workflowId, string runId = "")
    {
        if (!_seen.Contains((workflowId, runId)))
        {
            _seen.Add((workflowId, runId));
        }
    }

    public void Answer(string method, RawAnswer answer, IMessage response)
    {
        if (answer.Code == 0)
        {
            Message(method, response);
            return;
        }

        var details = answer.Status?.Details.Select(detail => detail.TypeUrl.Split('.')[^1]) ?? [];
        Line($"{method}: refused with {answer.Code} \"{Uri.UnescapeDataString(answer.Message)}\" [{string.Join(", ", details)}]");
    }

    /// <summary>A workflow task: of its history only the types.</summary>
    public void Task(PollWorkflowTaskQueueResponse task)
    {
        var events = task.History?.Events.Select(entry => $"{entry.EventId} {entry.EventType}") ?? [];
        var rest = task.Clone();
        rest.History = null;
        _lines.Add($"workflow task: {_text.Of(rest)} [{string.Join(", ", events)}]");
    }
}
