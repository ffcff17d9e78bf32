using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Engine.Paging;

/// <summary>
/// The events of one run that were received and not yet handled. Keeps two whole tasks at hand while more pages are to come: the current one and the one
/// to peek into.
/// </summary>
internal sealed class HistoryBuffer
{
    private readonly List<HistoryEvent> events = [];
    private readonly IHistoryPages? pages;
    private readonly List<HistoryEvent>? tail;
    private readonly long lastEventId;
    private ByteString nextPageToken;
    private int head;
    private int knownEnd = TaskBoundary.Unknown;

    /// <summary>Creates a buffer for what a poll brought.</summary>
    /// <param name="polled">Events of the poll.</param>
    /// <param name="nextPageToken">Token of the next page; empty: none.</param>
    /// <param name="pages">Where pages come from.</param>
    public HistoryBuffer(IEnumerable<HistoryEvent> polled, ByteString nextPageToken, IHistoryPages? pages)
    {
        events.AddRange(polled);
        this.nextPageToken = nextPageToken;
        this.pages = pages;
        IsComplete = nextPageToken.IsEmpty;
        lastEventId = long.MaxValue;
    }

    private HistoryBuffer(IHistoryPages pages, List<HistoryEvent> tail, long lastEventId)
    {
        this.pages = pages;
        this.tail = tail;
        this.lastEventId = lastEventId > 0 ? lastEventId : long.MaxValue;
        nextPageToken = ByteString.Empty;
    }

    /// <summary>Whether the events at hand go up to the newest task.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Id of the first event that was not handed out; 0 if none is at hand.</summary>
    public long FirstEventId => head < events.Count ? events[head].EventId : 0;

    /// <summary>
    /// A buffer that reads the whole history from the server, for a task that came with its newest events only. Events that are not stored yet (those of a
    /// transient or speculative task) are taken from the poll.
    /// </summary>
    /// <param name="pages">Where pages come from.</param>
    /// <param name="polled">Events of the poll.</param>
    /// <param name="startedEventId">Id of the task's start; later events are no part of it. 0: all are.</param>
    public static HistoryBuffer FromBeginning(IHistoryPages pages, IEnumerable<HistoryEvent> polled, long startedEventId) =>
        new(pages, [.. polled], startedEventId);

    /// <summary>Reads pages until two tasks are at hand or there are no more pages.</summary>
    public ValueTask FillAsync(CancellationToken cancellationToken) =>
        IsComplete || HasTwoTasks() ? ValueTask.CompletedTask : FetchAsync(cancellationToken);

    /// <summary>Hands out the events of the next task.</summary>
    /// <param name="isLast">Whether nothing follows it.</param>
    /// <returns>The events; empty if there are none.</returns>
    public TaskEvents Take(out bool isLast)
    {
        var end = NextEnd();
        var taken = new TaskEvents(events, head, end + 1);
        head = end + 1;
        knownEnd = TaskBoundary.Unknown;
        isLast = IsComplete && head >= events.Count;
        return taken;
    }

    /// <summary>The events of the task after the one that was taken last, without taking them.</summary>
    public TaskEvents Peek()
    {
        var end = NextEnd();
        knownEnd = end;
        return new TaskEvents(events, head, end + 1);
    }

    /// <summary>Drops events that the run has handled before.</summary>
    public void SkipTo(long lastHandledEventId)
    {
        while (head < events.Count && events[head].EventId <= lastHandledEventId)
        {
            head++;
        }

        knownEnd = TaskBoundary.Unknown;
    }

    private int NextEnd()
    {
        if (knownEnd >= head)
        {
            return knownEnd;
        }

        var end = TaskBoundary.FindEnd(events, head, IsComplete);
        if (end == TaskBoundary.Unknown)
        {
            if (!IsComplete)
            {
                throw new InvalidOperationException("The next workflow task is not at hand: fill the buffer first.");
            }

            end = events.Count - 1;
        }

        return end;
    }

    private bool HasTwoTasks()
    {
        var first = TaskBoundary.FindEnd(events, head, hasLastTask: false);
        if (first == TaskBoundary.Unknown)
        {
            return false;
        }

        var second = TaskBoundary.FindEnd(events, first + 1, hasLastTask: false);
        // Where a task ends depends on up to two events behind its start.
        return second != TaskBoundary.Unknown && (second + 2 < events.Count || EventKinds.IsFinal(events[second].EventType));
    }

    private async ValueTask FetchAsync(CancellationToken cancellationToken)
    {
        if (pages is null)
        {
            throw new InvalidOperationException("The history has further pages, but nothing to read them with.");
        }

        while (!IsComplete && !HasTwoTasks())
        {
            var page = await pages.FetchAsync(nextPageToken, cancellationToken).ConfigureAwait(false);
            if (head > 0)
            {
                // What was peeked counted from the old beginning.
                events.RemoveRange(0, head);
                head = 0;
                knownEnd = TaskBoundary.Unknown;
            }

            foreach (var e in page.Events)
            {
                if (e.EventId <= lastEventId)
                {
                    events.Add(e);
                }
            }

            nextPageToken = page.NextPageToken;
            if (nextPageToken.IsEmpty)
            {
                AppendTail();
                IsComplete = true;
            }
        }
    }

    private void AppendTail()
    {
        if (tail is null)
        {
            return;
        }

        var last = events.Count > 0 ? events[^1].EventId : 0;
        foreach (var e in tail)
        {
            if (e.EventId > last)
            {
                events.Add(e);
            }
        }
    }

    /// <summary>A part of the buffer; valid until the buffer is filled again.</summary>
    internal readonly struct TaskEvents(List<HistoryEvent> events, int start, int end)
    {
        public int Count => end - start;

        public HistoryEvent this[int index] => events[start + index];

        /// <summary>The event behind the given one within this part, or null.</summary>
        public HistoryEvent? After(int index) => start + index + 1 < end ? events[start + index + 1] : null;

        public bool EndsWithTaskStarted => Count > 0 && this[Count - 1].EventType == EventType.WorkflowTaskStarted;
    }
}
