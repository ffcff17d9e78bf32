using Google.Protobuf;
using Temporal.Server.Execution;
using Temporal.Server.Execution.State;
using Temporal.Server.Grpc;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Services;

/// <summary>GetWorkflowExecutionHistory, forwards with long poll, and backwards.</summary>
internal sealed class HistoryService(EngineCalls calls)
{
    private const int PageEvents = 1000;

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Of<GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse>(RpcMethod.WorkflowService, "GetWorkflowExecutionHistory", GetAsync),
        RpcMethod.Of<GetWorkflowExecutionHistoryReverseRequest, GetWorkflowExecutionHistoryReverseResponse>(RpcMethod.WorkflowService, "GetWorkflowExecutionHistoryReverse", GetReverseAsync),
    ];

    private async Task<GetWorkflowExecutionHistoryResponse> GetAsync(GetWorkflowExecutionHistoryRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var execution = calls.Demand(request.Execution);
        var isFirst = request.NextPageToken.Length == 0;
        var token = isFirst
            ? new HistoryToken { NextEventId = 1, Wait = request.WaitNewEvent, CloseOnly = request.HistoryEventFilterType == HistoryEventFilterType.CloseEvent }
            : ReadToken(request.NextPageToken);
        if (!isFirst && execution.RunId.Length > 0 && execution.RunId != token.RunId)
        {
            throw ServiceException.InvalidArgument("RunId in the request does not match the NextPageToken.");
        }

        var range = await calls.FindAsync(ns, new WorkflowExecution { WorkflowId = execution.WorkflowId, RunId = isFirst ? execution.RunId : token.RunId }, context.Cancelled);
        token.RunId = range.Key.RunId;
        if (token.EndEventId != 0)
        {
            return await PageAsync(range, token, token.EndEventId, PageSize(request.MaximumPageSize), context.Cancelled);
        }

        var end = await WaitAsync(range, token, context);
        if (token.CloseOnly)
        {
            return await LastAsync(range, token, end, context.Cancelled);
        }

        if (!token.Wait)
        {
            token.EndEventId = end.NextEventId;
        }

        return await PageAsync(range, token, end.NextEventId, PageSize(request.MaximumPageSize), context.Cancelled, isComplete: end.IsClosed);
    }

    private async Task<GetWorkflowExecutionHistoryReverseResponse> GetReverseAsync(GetWorkflowExecutionHistoryReverseRequest request, RpcContext context)
    {
        var ns = calls.Namespace(request.Namespace);
        var execution = calls.Demand(request.Execution);
        var token = request.NextPageToken.Length == 0 ? new HistoryToken { RunId = execution.RunId } : ReadToken(request.NextPageToken);
        var range = await calls.FindAsync(ns, new WorkflowExecution { WorkflowId = execution.WorkflowId, RunId = token.RunId }, context.Cancelled);
        var next = token.NextEventId == 0 ? EndOf(range).NextEventId : token.NextEventId;
        var from = Math.Max(1, next - PageSize(request.MaximumPageSize));
        var response = new GetWorkflowExecutionHistoryReverseResponse { History = new Temporalio.Api.History.V1.History() };
        var events = new List<Temporalio.Api.History.V1.HistoryEvent>();
        while (from + events.Count < next)
        {
            var page = await calls.Reader.ReadAsync(range, from + events.Count, next, PageEvents, context.Cancelled);
            if (page.Count == 0)
            {
                break;
            }

            events.AddRange(page);
        }

        events.Reverse();
        response.History.Events.Add(events);
        if (from > 1)
        {
            response.NextPageToken = new HistoryToken { RunId = range.Key.RunId, NextEventId = from }.ToByteString();
        }

        return response;
    }

    private int PageSize(int asked) => asked > 0 ? Math.Min(asked, calls.Parts.Limits.HistoryPageSize) : calls.Parts.Limits.HistoryPageSize;

    private static HistoryToken ReadToken(ByteString bytes)
    {
        try
        {
            var token = HistoryToken.Parser.ParseFrom(bytes);
            return Guid.TryParse(token.RunId, out _) ? token : throw ServiceException.InvalidArgument("Invalid NextPageToken.");
        }
        catch (InvalidProtocolBufferException)
        {
            throw ServiceException.InvalidArgument("Invalid NextPageToken.");
        }
    }

    private static End EndOf(HistoryRange range)
    {
        if (range.Run is not { } run)
        {
            // A run that was started by another may be stored a moment before it is in memory: it is open, and its caller asks again.
            return new End(range.State.NextEventId, range.State.Status != WorkflowExecutionStatus.Running, Change: null);
        }

        lock (run.Entry.Gate)
        {
            var next = run.History.VisibleNextId;
            var isClosed = !run.IsOpen && next == run.State.NextEventId;
            return new End(next, isClosed, isClosed ? null : run.NextChangeAsync());
        }
    }

    // Until there is what the caller waits for, or its time is over.
    private async Task<End> WaitAsync(HistoryRange range, HistoryToken token, RpcContext context)
    {
        var began = TimeProvider.System.GetTimestamp();
        var wait = EngineCalls.WaitOf(calls.Parts.Limits.HistoryLongPoll, context);
        while (true)
        {
            var end = EndOf(range);
            var isEnough = end.IsClosed || !token.Wait || (!token.CloseOnly && end.NextEventId > token.NextEventId);
            var left = wait - TimeProvider.System.GetElapsedTime(began);
            if (isEnough || left <= TimeSpan.Zero || end.Change is null)
            {
                return end;
            }

            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.Cancelled, calls.Stopping);
            try
            {
                await end.Change.WaitAsync(left, ending.Token);
            }
            catch (Exception error) when (error is TimeoutException or OperationCanceledException)
            {
                return end;
            }
        }
    }

    private async Task<GetWorkflowExecutionHistoryResponse> LastAsync(HistoryRange range, HistoryToken token, End end, CancellationToken cancellationToken)
    {
        var response = new GetWorkflowExecutionHistoryResponse { History = new Temporalio.Api.History.V1.History() };
        if (token.Wait && !end.IsClosed)
        {
            response.NextPageToken = token.ToByteString();
        }
        else if (end.IsClosed && await calls.Reader.ReadOneAsync(range, end.NextEventId - 1, cancellationToken) is { } last)
        {
            response.History.Events.Add(last);
        }

        return response;
    }

    private async Task<GetWorkflowExecutionHistoryResponse> PageAsync(
        HistoryRange range, HistoryToken token, long next, int pageSize, CancellationToken cancellationToken, bool isComplete = true)
    {
        var events = await calls.Reader.ReadAsync(range, token.NextEventId, next, pageSize, cancellationToken);
        var response = new GetWorkflowExecutionHistoryResponse { History = new Temporalio.Api.History.V1.History { Events = { events } } };
        token.NextEventId = events.Count == 0 ? token.NextEventId : events[^1].EventId + 1;
        if (token.NextEventId < next || (token.Wait && !isComplete))
        {
            response.NextPageToken = token.ToByteString();
        }
        else
        {
            response.History.Events.Add(token.Suffix);
        }

        return response;
    }

    private sealed record End(long NextEventId, bool IsClosed, Task? Change);
}
