namespace Temporalio.Worker.Engine.Machines;

/// <summary>The commands whose events are not in history yet, in the order given. An event removes the front one.</summary>
internal sealed class CommandQueue
{
    private readonly Queue<PendingCommand> queue = new();

    private PendingCommand? closing;

    public void Enqueue(PendingCommand command) => queue.Enqueue(command);

    /// <summary>Adds the command that ends the run. It stays the last one, whatever comes after it.</summary>
    public void EnqueueClosing(PendingCommand command) => closing = command;

    /// <summary>The command that the next command event has to be of, or null.</summary>
    public PendingCommand? Front()
    {
        while (queue.TryPeek(out var front))
        {
            if (!front.IsDropped)
            {
                return front;
            }

            queue.Dequeue();
        }

        return closing;
    }

    public void RemoveFront()
    {
        if (!queue.TryDequeue(out _))
        {
            closing = null;
        }
    }

    public bool Any() => Front() is not null;

    public IEnumerable<PendingCommand> All()
    {
        foreach (var command in queue)
        {
            if (!command.IsDropped)
            {
                yield return command;
            }
        }

        if (closing is not null)
        {
            yield return closing;
        }
    }
}
