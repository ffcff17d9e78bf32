using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Worker.Engine.Paging;

namespace Temporal.Sdk.Tests.Engine;

public sealed class HistoryBufferTests
{
    public static TheoryData<int> PageSizes => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(PageSizes))]
    public async Task Take_HistoryInPages_CutsTheSameTasksAsInOnePiece(int pageSize)
    {
        var events = History();
        var whole = new HistoryBuffer(events, ByteString.Empty, pages: null);

        var paged = new HistoryBuffer(events.Take(pageSize), Token(pageSize), new Pages(events, pageSize));

        Assert.Equal(await TasksAsync(whole), await TasksAsync(paged));
    }

    /// <summary>Takes as a run does: fills, takes a task and peeks into the next.</summary>
    private static async Task<IReadOnlyList<string>> TasksAsync(HistoryBuffer buffer)
    {
        var tasks = new List<string>();
        for (var isLast = false; !isLast;)
        {
            await buffer.FillAsync(CancellationToken.None);
            var taken = buffer.Take(out isLast);
            tasks.Add($"{taken[0].EventId}-{taken[taken.Count - 1].EventId}");
            if (!isLast)
            {
                var next = buffer.Peek();
                tasks.Add($"then {next[0].EventId}-{next[next.Count - 1].EventId}");
            }
        }

        return tasks;
    }

    /// <summary>Tasks with commands, without, timed out, and one that is still open.</summary>
    private static List<HistoryEvent> History()
    {
        List<EventType> types = [EventType.WorkflowExecutionStarted];
        for (var i = 0; i < 40; i++)
        {
            types.AddRange([EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted]);
            if (i % 7 == 5)
            {
                types.AddRange([EventType.WorkflowTaskTimedOut, EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted]);
            }

            types.Add(EventType.WorkflowTaskCompleted);
            types.AddRange(Enumerable.Repeat(EventType.TimerStarted, i % 3));
            types.AddRange(Enumerable.Repeat(EventType.WorkflowExecutionSignaled, 1 + (i % 2)));
        }

        types.AddRange([EventType.WorkflowTaskScheduled, EventType.WorkflowTaskStarted]);
        return [.. types.Select((type, i) => new HistoryEvent { EventId = i + 1, EventType = type })];
    }

    private static ByteString Token(int from) => ByteString.CopyFromUtf8($"{from}");

    private sealed class Pages(List<HistoryEvent> events, int size) : IHistoryPages
    {
        public Task<HistoryPage> FetchAsync(ByteString token, CancellationToken cancellationToken)
        {
            var from = int.Parse(token.ToStringUtf8(), System.Globalization.CultureInfo.InvariantCulture);
            var next = from + size;
            return Task.FromResult(new HistoryPage([.. events.Skip(from).Take(size)], next < events.Count ? Token(next) : ByteString.Empty));
        }
    }
}
