namespace Temporalio.Worker.Polling;

/// <summary>What is polled.</summary>
/// <typeparam name="T">Kind of task.</typeparam>
/// <param name="Name">Name for messages.</param>
/// <param name="PollAsync">Makes one poll; null: it came back empty.</param>
/// <param name="Handle">Takes a task and, with it, its slot.</param>
internal sealed record PollSource<T>(string Name, Func<CancellationToken, Task<T?>> PollAsync, Action<T> Handle)
    where T : class
{
    /// <summary>Awaited before each poll.</summary>
    public Func<CancellationToken, Task> BeforePollAsync { get; init; } = _ => Task.CompletedTask;
}
