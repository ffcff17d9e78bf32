using Temporalio.Api.Common.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Runtime;

/// <summary>Collects the commands of one activation, in order.</summary>
internal sealed class CommandSink(IPayloadConverter converter)
{
    private List<WorkflowCommand> commands = [];
    private string? readOnly;
    private InvalidWorkflowOperationException? breach;
    private WorkflowCommand? end;

    /// <summary>True once a command has ended the run.</summary>
    public bool IsRunOver { get; private set; }

    /// <summary>How many commands there are in this activation.</summary>
    public int Count => commands.Count;

    /// <summary>Why nothing may be added at the moment, if so.</summary>
    public string? ReadOnlyReason => readOnly;

    /// <summary>Adds a command.</summary>
    /// <exception cref="InvalidWorkflowOperationException">Code that may only read is running.</exception>
    public void Add(WorkflowCommand command)
    {
        ThrowIfReadOnly();
        commands.Add(command);
    }

    /// <summary>Adds the command that ends the run; only the first one counts.</summary>
    public void AddTerminal(WorkflowCommand command)
    {
        if (!IsRunOver)
        {
            IsRunOver = true;
            commands.Add(end = command);
        }
    }

    /// <summary>The end that this activation has brought does not count.</summary>
    public void DropEnd()
    {
        if (end is not null && commands.Remove(end))
        {
            IsRunOver = false;
        }
    }

    /// <summary>Adds a query's answer, which is allowed where nothing else is.</summary>
    public void AddAnswer(WorkflowCommand.RespondToQuery answer) => commands.Add(answer);

    public void ThrowIfReadOnly()
    {
        if (readOnly is not null)
        {
            throw breach = new InvalidWorkflowOperationException($"{readOnly} may only read: it must not schedule anything or change the workflow's state.");
        }
    }

    /// <summary>Runs code that may only read.</summary>
    /// <exception cref="InvalidWorkflowOperationException">It did more than that, even where it dropped the exception, as a task that is not awaited does.</exception>
    public T Reading<T>(string who, Func<T> read)
    {
        var before = readOnly;
        readOnly = who;
        breach = null;
        try
        {
            var result = read();
            return breach is null ? result : throw breach;
        }
        finally
        {
            readOnly = before;
        }
    }

    /// <summary>Hands the commands over and starts anew.</summary>
    public IReadOnlyList<WorkflowCommand> Take()
    {
        if (commands.Count == 0)
        {
            return [];
        }

        var taken = commands;
        commands = [];
        return taken;
    }

    /// <summary>A text as a payload; null where there is none.</summary>
    public Payload? TextPayload(string? text) => text is null ? null : converter.ToPayload(text);
}
