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
    public string Describe() => string.Join("\n\n", Places().Select(Describe));

    /// <summary>The frames of each place, from workflow code down to the start of the method that waits.</summary>
    /// <exception cref="InvalidOperationException">The worker does not note them.</exception>
    public IReadOnlyList<IReadOnlyList<StackFrame>> Places()
    {
        if (mode == WorkflowStackTrace.None)
        {
            throw new InvalidOperationException(
                "This worker does not note stack traces of workflows: set TemporalWorkerOptions.WorkflowStackTrace to Normal or WithoutFileInfo.");
        }

        Prune();
        return [.. entries.Select(entry => (IReadOnlyList<StackFrame>)[.. entry.StackTrace.GetFrames().Where(IsTelling)])];
    }

    /// <summary>The name of a frame's method with its type.</summary>
    public static string NameOf(StackFrame frame) => $"{frame.GetMethod()?.DeclaringType?.FullName}.{frame.GetMethod()?.Name}";

    /// <summary>Whether a frame is of this library and not of the workflow's own code.</summary>
    public static bool IsInternal(StackFrame frame) => frame.GetMethod()?.DeclaringType?.Assembly == typeof(StackTraceBook).Assembly;

    // Frames of the runtime say nothing to anybody.
    private static bool IsTelling(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType is { } type &&
        type.Assembly != typeof(object).Assembly &&
        type.FullName?.StartsWith(OwnNamespace, StringComparison.Ordinal) != true &&
        (type.Assembly != typeof(StackTraceBook).Assembly || type.Namespace == "Temporalio.Workflows");

    private static string Describe(IReadOnlyList<StackFrame> frames)
    {
        var text = new StringBuilder();
        foreach (var frame in frames)
        {
            text.Append(text.Length == 0 ? "   at " : "\n   at ").Append(NameOf(frame));
            if (frame.GetFileName() is { } file)
            {
                text.Append(" in ").Append(file).Append(":line ").Append(frame.GetFileLineNumber());
            }
        }

        return text.ToString();
    }

    private sealed record Entry(Task Task, StackTrace StackTrace);
}
