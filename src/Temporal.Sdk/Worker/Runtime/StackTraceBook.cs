using System.Diagnostics;
using System.Text;

namespace Temporalio.Worker.Runtime;

/// <summary>Notes where the workflow's code waits, for the stack trace query.</summary>
internal sealed class StackTraceBook(WorkflowStackTrace mode)
{
    private const string OwnNamespace = "Temporalio.Worker.Runtime";

    private readonly LinkedList<Entry> entries = new();

    public void Note(Task task)
    {
        if (mode != WorkflowStackTrace.None && !task.IsCompleted)
        {
            entries.AddLast(new Entry(task, new StackTrace(2, mode == WorkflowStackTrace.Normal)));
        }
    }

    /// <summary>Forgets what is over.</summary>
    public void Prune()
    {
        for (var node = entries.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Task.IsCompleted)
            {
                entries.Remove(node);
            }

            node = next;
        }
    }

    /// <summary>All places, an empty line between them.</summary>
    /// <exception cref="InvalidOperationException">The worker does not note them.</exception>
    public string Describe()
    {
        if (mode == WorkflowStackTrace.None)
        {
            throw new InvalidOperationException(
                "This worker does not note stack traces of workflows: set TemporalWorkerOptions.WorkflowStackTrace to Normal or WithoutFileInfo.");
        }

        Prune();
        return string.Join("\n\n", entries.Select(e => Describe(e.StackTrace)));
    }

    // From the place in workflow code down to the start of the method that waits; frames of the runtime say nothing to anybody.
    private static string Describe(StackTrace trace)
    {
        var text = new StringBuilder();
        foreach (var frame in trace.GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method ||
                type.Assembly == typeof(object).Assembly ||
                type.FullName?.StartsWith(OwnNamespace, StringComparison.Ordinal) == true ||
                (type.Assembly == typeof(StackTraceBook).Assembly && type.Namespace != "Temporalio.Workflows"))
            {
                continue;
            }

            text.Append(text.Length == 0 ? "   at " : "\n   at ").Append(type.FullName).Append('.').Append(method.Name);
            if (frame.GetFileName() is { } file)
            {
                text.Append(" in ").Append(file).Append(":line ").Append(frame.GetFileLineNumber());
            }
        }

        return text.ToString();
    }

    private sealed record Entry(Task Task, StackTrace StackTrace);
}
