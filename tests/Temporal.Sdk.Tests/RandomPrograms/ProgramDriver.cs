using System.Collections.Concurrent;
using Temporal.Sdk.Tests.Servers;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>Does to a running program what its seed says, and remembers what it was told.</summary>
internal sealed class ProgramDriver(RandomProgram program, WorkflowHandle<ProgramWorkflow, IReadOnlyList<string>> handle)
{
    /// <summary>What the senders of messages were told, by the mark that the message leaves in the trace.</summary>
    public ConcurrentDictionary<string, MessageFate> Fates { get; } = new();

    /// <summary>Traces that queries saw.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Seen { get; } = [];

    public ConcurrentQueue<string> Problems { get; } = [];

    /// <summary>Whether the program was terminated.</summary>
    public bool IsTerminated { get; private set; }

    public async Task DriveAsync()
    {
        foreach (var step in program.Driver)
        {
            await PauseAsync(step.Pause);
            await Task.WhenAll(step.Deeds.Select(d => DoAsync(d.Deed, d.Message)));
        }
    }

    /// <summary>Waits without doing anything, as a person does between two messages.</summary>
    public static async Task PauseAsync(int milliseconds)
    {
        if (milliseconds > 0)
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
            await timer.WaitForNextTickAsync();
        }
    }

    private async Task DoAsync(DriverDeed deed, ProgramMessage message)
    {
        try
        {
            await (deed switch
            {
                DriverDeed.Signal => SignalAsync(message),
                DriverDeed.Update or DriverDeed.UpdateAccepted => UpdateAsync(deed, message),
                DriverDeed.Query => QueryAsync(),
                DriverDeed.UnknownMessages => UnknownAsync(message),
                DriverDeed.Cancel => handle.CancelAsync(),
                _ => TerminateAsync(),
            });
        }
        catch (RpcException e) when (IsOver(e) || program.Input.IsHarsh)
        {
            // It is over, or the server is away.
        }
        catch (Exception e) when (program.Input.IsHarsh && e is WorkflowUpdateRpcTimeoutOrCanceledException or WorkflowQueryFailedException)
        {
        }
        catch (Exception e) when (e is RpcException or TemporalException)
        {
            Problems.Enqueue($"{deed} {message.Id}: {e}");
        }
    }

    // Over, over before it began, or its task failed because of a message that came meanwhile.
    private static bool IsOver(RpcException e) => e.Code == RpcException.StatusCode.NotFound
        || e.Message.Contains("closed before WorkflowTaskStarted", StringComparison.Ordinal)
        || e.Message.Contains("unexpected workflow task failure", StringComparison.Ordinal);

    private async Task SignalAsync(ProgramMessage message)
    {
        var mark = $"s:{message.Id}";
        Fates[mark] = MessageFate.AtMostOnce;
        await handle.SignalAsync(wf => wf.PokeAsync(message));
        Fates[mark] = MessageFate.Once;
    }

    private async Task UpdateAsync(DriverDeed deed, ProgramMessage message)
    {
        var mark = $"u:{message.Id}";
        Fates[mark] = MessageFate.AtMostOnce;
        try
        {
            string result;
            if (deed == DriverDeed.UpdateAccepted)
            {
                var update = await handle.StartUpdateAsync(wf => wf.ChangeAsync(message), new(message.Id, WorkflowUpdateStage.Accepted));
                Fates[mark] = message.IsRefused ? MessageFate.Never : MessageFate.Once;
                result = await update.GetResultAsync();
            }
            else
            {
                result = await handle.ExecuteUpdateAsync(wf => wf.ChangeAsync(message));
            }

            Fates[mark] = MessageFate.Once;
            if (result != message.Id || message.IsRefused || message.IsFailing)
            {
                Problems.Enqueue($"Update {message} came to '{result}'");
            }
        }
        catch (WorkflowUpdateFailedException e)
        {
            NoteFailure(message, mark, e);
        }
    }

    private void NoteFailure(ProgramMessage message, string mark, WorkflowUpdateFailedException e)
    {
        switch ((e.InnerException as ApplicationFailureException)?.ErrorType)
        {
            case "Refused" when message.IsRefused:
                Fates[mark] = MessageFate.Never;
                break;
            case ProgramInterpreter.Failed when message.IsFailing && !message.IsRefused:
                Fates[mark] = MessageFate.Once;
                break;
            case "AcceptedUpdateCompletedWorkflow":
                break;
            default:
                Problems.Enqueue($"Update {message} failed: {e}");
                break;
        }
    }

    private async Task QueryAsync()
    {
        try
        {
            Seen.Enqueue(await handle.QueryAsync(wf => wf.Trace));
        }
        catch (RpcException e) when (e.Code == RpcException.StatusCode.DeadlineExceeded && !TemporalBackend.IsEmbedded)
        {
            // The official server forgets queries of a run that is terminated before its first task was done.
        }
    }

    private async Task UnknownAsync(ProgramMessage message)
    {
        await handle.SignalAsync($"unknown-{message.Id}", []);
        try
        {
            await handle.QueryAsync<string>("unknown", []);
            Problems.Enqueue("A query without a handler was answered");
        }
        catch (WorkflowQueryFailedException)
        {
        }

        try
        {
            await handle.ExecuteUpdateAsync("unknown", []);
            Problems.Enqueue("An update without a handler was done");
        }
        catch (WorkflowUpdateFailedException)
        {
        }
    }

    private async Task TerminateAsync()
    {
        IsTerminated = true;
        await handle.TerminateAsync("by its driver");
    }
}
