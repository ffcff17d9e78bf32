namespace Temporalio.Worker.Engine.Machines;

/// <summary>The commands whose events are not in history yet, in the order given. An event removes the front one.</summary>
internal sealed class CommandQueue
{
    private readonly Queue<PendingCommand> queue = new();

    public void Enqueue(PendingCommand command) => queue.Enqueue(command);

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

        return null;
    }

    public void RemoveFront() => queue.Dequeue();

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
    }
}
