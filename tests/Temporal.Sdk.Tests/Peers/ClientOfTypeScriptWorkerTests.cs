using Temporal.Sdk.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Exceptions;

namespace Temporal.Sdk.Tests.Peers;

/// <summary>Our client drives workflows of the official TypeScript SDK.</summary>
public sealed class ClientOfTypeScriptWorkerTests(TypeScriptWorkerFixture peer) : IClassFixture<TypeScriptWorkerFixture>
{
    private const int Limit = 240_000;

    private TemporalClient Client => peer.Server.Client;

    [SkippableFact(Timeout = Limit)]
    public async Task ExecuteWorkflow_WithArgument_ReturnsTheResult()
    {
        peer.Require();

        var greeting = await Client.ExecuteWorkflowAsync<string>("greet", ["you"], NewOptions());

        Assert.Equal("Hello, you!", greeting);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task ExecuteWorkflow_WithoutResult_Returns()
    {
        peer.Require();

        await Client.ExecuteWorkflowAsync("nothing", [], NewOptions());
        var nothing = await Client.ExecuteWorkflowAsync<string?>("nothing", [], NewOptions());

        Assert.Null(nothing);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task ExecuteWorkflow_PayloadsOfEachKind_ReadTheSame()
    {
        peer.Require();
        Assert.Equal("Grüße, 世界 %&", await EchoAsync("Grüße, 世界 %&"));
        Assert.Equal(42, await EchoAsync(42));
        Assert.Equal(1.5, await EchoAsync(1.5));
        Assert.True(await EchoAsync(true));
        Assert.Null(await EchoAsync<string?>(null));
        Assert.Equal([1, 2, 255], await EchoAsync<byte[]>([1, 2, 255]));
        Assert.Equal(["a", "b"], await EchoAsync<List<string>>(["a", "b"]));
        Assert.Equal(new Point(1, "two"), await EchoAsync(new Point(1, "two")));
        var large = new string('x', 100_000);
        Assert.Equal(large, await EchoAsync(large));
    }

    [SkippableFact(Timeout = Limit)]
    public async Task Handle_SignalsQueriesAndUpdates_ReachTheWorkflow()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("sum", [10], NewOptions());

        await handle.SignalAsync("add", [5]);
        var before = await handle.ExecuteUpdateAsync<int>("set", [100]);
        var total = await handle.QueryAsync<int>("total", []);
        var later = await handle.StartUpdateAsync<int>("setLater", [200], new(WorkflowUpdateStage.Accepted));
        Assert.Equal(200, await later.GetResultAsync());
        Assert.Equal(200, await handle.GetUpdateHandle<int>(later.Id).GetResultAsync());
        await handle.SignalAsync("finish", []);

        Assert.Equal(15, before);
        Assert.Equal(100, total);
        Assert.Equal(200, await handle.GetResultAsync<int>());
    }

    [SkippableFact(Timeout = Limit)]
    public async Task ExecuteUpdate_Rejected_SaysWhy()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("sum", [1], NewOptions());

        var error = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => handle.ExecuteUpdateAsync<int>("set", [-1]));

        var reason = Assert.IsType<ApplicationFailureException>(error.InnerException);
        Assert.Equal("must not be negative", reason.Message);
        Assert.Equal("Negative", reason.ErrorType);
        Assert.Equal(1, await handle.QueryAsync<int>("total", []));
    }

    [SkippableFact(Timeout = Limit)]
    public async Task ExecuteUpdate_FailedInTheHandler_SaysWhy()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("sum", [1], NewOptions());
        var update = await handle.StartUpdateAsync("fail", [], new("the-update", WorkflowUpdateStage.Accepted));

        var error = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => update.GetResultAsync());

        var reason = Assert.IsType<ApplicationFailureException>(error.InnerException);
        Assert.Equal(("the handler fails", "Handler", 2), (reason.Message, reason.ErrorType, reason.Details.Count));
        Assert.Equal("two", reason.Details.ElementAt<string>(1));
        Assert.Equal("the-update", update.Id);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task ExecuteUpdate_SameIdTwice_RunsOnce()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("sum", [1], NewOptions());

        var first = await handle.ExecuteUpdateAsync<int>("set", [7], new("once"));
        var second = await handle.ExecuteUpdateAsync<int>("set", [9], new("once"));

        Assert.Equal((1, 1), (first, second));
        Assert.Equal(7, await handle.QueryAsync<int>("total", []));
    }

    [SkippableFact(Timeout = Limit)]
    public async Task Query_FailingOrUnknown_ThrowsItsMessage()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("sum", [1], NewOptions());

        var broken = await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<int>("broken", []));
        await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => handle.QueryAsync<int>("no such query", []));

        Assert.Contains("no answer today", broken.Message, StringComparison.Ordinal);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task Query_ClosedWorkflowAndRejectCondition_IsRejected()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("sum", [1], NewOptions());
        await handle.SignalAsync("finish", []);
        await handle.GetResultAsync();

        Assert.Equal(1, await handle.QueryAsync<int>("total", []));
        var error = await Assert.ThrowsAsync<WorkflowQueryRejectedException>(
            () => handle.QueryAsync<int>("total", [], new() { RejectCondition = QueryRejectCondition.NotOpen }));

        Assert.Equal(WorkflowExecutionStatus.Completed, error.WorkflowStatus);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task GetResult_ApplicationFailure_CarriesEverything()
    {
        peer.Require();

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => Client.ExecuteWorkflowAsync("failing", ["application"], NewOptions()));

        var failure = Assert.IsType<ApplicationFailureException>(error.InnerException);
        Assert.Equal(("it fails", "Kind", true, ApplicationErrorCategory.Benign), (failure.Message, failure.ErrorType, failure.NonRetryable, failure.Category));
        Assert.Equal(("detail", 3), (failure.Details.ElementAt<string>(0), failure.Details.ElementAt<int>(1)));
        Assert.Null(failure.Details.ElementAt<string?>(2));
        Assert.Contains("failing", failure.StackTrace, StringComparison.Ordinal);
        var cause = Assert.IsType<ApplicationFailureException>(failure.InnerException);
        Assert.Equal(("the cause", "Cause"), (cause.Message, cause.ErrorType));
    }

    [SkippableFact(Timeout = Limit)]
    public async Task GetResult_ActivityFailure_NamesTheActivity()
    {
        peer.Require();

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => Client.ExecuteWorkflowAsync("failing", ["activity"], NewOptions()));

        var failure = Assert.IsType<ActivityFailureException>(error.InnerException);
        Assert.Equal(("fail", RetryState.NonRetryableFailure), (failure.ActivityType, failure.RetryState));
        Assert.Equal("Inner", Assert.IsType<ApplicationFailureException>(failure.InnerException).ErrorType);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task GetResult_ChildFailure_NamesTheChild()
    {
        peer.Require();
        var options = NewOptions();

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => Client.ExecuteWorkflowAsync("failing", ["child"], options));

        var failure = Assert.IsType<ChildWorkflowFailureException>(error.InnerException);
        Assert.Equal(("failing", options.Id + "-child"), (failure.WorkflowType, failure.WorkflowId));
        Assert.Equal("Kind", Assert.IsType<ApplicationFailureException>(failure.InnerException).ErrorType);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task GetResult_ActivityTimeout_SaysWhich()
    {
        peer.Require();

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => Client.ExecuteWorkflowAsync("failing", ["timeout"], NewOptions()));

        var failure = Assert.IsType<ActivityFailureException>(error.InnerException);
        var timeout = Assert.IsType<TimeoutFailureException>(failure.InnerException);
        Assert.Equal(TimeoutType.StartToClose, timeout.TimeoutType);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task Cancel_Workflow_EndsCanceled()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("waitForCancel", [], NewOptions());

        await handle.CancelAsync();
        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        Assert.IsType<CanceledFailureException>(error.InnerException);
        Assert.Equal(WorkflowExecutionStatus.Canceled, (await handle.DescribeAsync()).Status);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task Terminate_Workflow_EndsWithReasonAndDetails()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("forever", [], NewOptions());

        await handle.TerminateAsync("enough", new() { Details = ["detail", 2] });
        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        var failure = Assert.IsType<TerminatedFailureException>(error.InnerException);
        Assert.Equal("enough", failure.Message);
        Assert.Equal(("detail", 2), (failure.Details!.ElementAt<string>(0), failure.Details.ElementAt<int>(1)));
    }

    [SkippableFact(Timeout = Limit)]
    public async Task GetResult_RunTimeout_IsATimeout()
    {
        peer.Require();
        var options = NewOptions();
        options.RunTimeout = TimeSpan.FromSeconds(1);

        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => Client.ExecuteWorkflowAsync("forever", [], options));

        Assert.Equal(TimeoutType.StartToClose, Assert.IsType<TimeoutFailureException>(error.InnerException).TimeoutType);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task GetResult_ContinuedAsNew_FollowsUnlessToldNotTo()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("countDown", [2], NewOptions());

        Assert.Equal("landed", await handle.GetResultAsync<string>());
        var error = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(() => handle.GetResultAsync<string>(followRuns: false));

        var next = Client.GetWorkflowHandle(handle.Id, error.NewRunId);
        Assert.NotEqual(handle.ResultRunId, error.NewRunId);
        Assert.Equal(handle.ResultRunId, (await next.DescribeAsync()).RawDescription.WorkflowExecutionInfo.FirstRunId);
    }

    [SkippableFact(Timeout = Limit)]
    public async Task StartWorkflow_SearchAttributesAndMemo_ReadTheSameOnBothSides()
    {
        peer.Require();
        var when = new DateTimeOffset(2026, 5, 4, 3, 2, 1, 500, TimeSpan.Zero);
        var options = NewOptions();
        options.TypedSearchAttributes = new SearchAttributeCollection.Builder()
            .Set(SearchAttributeKey.CreateBool("TestBool"), true)
            .Set(SearchAttributeKey.CreateDateTimeOffset("TestDatetime"), when)
            .Set(SearchAttributeKey.CreateDouble("TestDouble"), 1.25)
            .Set(SearchAttributeKey.CreateLong("TestInt"), 42)
            .Set(SearchAttributeKey.CreateKeyword("TestKeyword"), "a keyword")
            .Set(SearchAttributeKey.CreateKeywordList("TestKeywordList"), ["one", "two"])
            .Set(SearchAttributeKey.CreateText("TestText"), "some text")
            .ToSearchAttributeCollection();
        options.Memo = new Dictionary<string, object> { ["note"] = "kept", ["number"] = 3 };
        var handle = await Client.StartWorkflowAsync("attributes", [], options);

        var seen = await handle.GetResultAsync<SeenAttributes>();
        var description = await handle.DescribeAsync();

        Assert.Equal("2026-05-04T03:02:01.500Z", seen.found["TestDatetime"].GetString());
        Assert.Equal((true, 1.25, 42L), (seen.found["TestBool"].GetBoolean(), seen.found["TestDouble"].GetDouble(), seen.found["TestInt"].GetInt64()));
        Assert.Equal(("upserted", "some text"), (seen.found["TestKeyword"].GetString(), seen.found["TestText"].GetString()));
        Assert.Equal(("kept", 3), (seen.memo["note"].GetString(), seen.memo["number"].GetInt32()));
        var attributes = description.TypedSearchAttributes;
        Assert.True(attributes.Get(SearchAttributeKey.CreateBool("TestBool")));
        Assert.Equal(when, attributes.Get(SearchAttributeKey.CreateDateTimeOffset("TestDatetime")));
        Assert.Equal(42, attributes.Get(SearchAttributeKey.CreateLong("TestInt")));
        Assert.Equal("upserted", attributes.Get(SearchAttributeKey.CreateKeyword("TestKeyword")));
        Assert.Equal(["one", "two"], attributes.Get(SearchAttributeKey.CreateKeywordList("TestKeywordList")));
        Assert.Equal("kept", await description.Memo["note"].ToValueAsync<string>());
    }

    [SkippableFact(Timeout = Limit)]
    public async Task AsyncActivity_CompletedById_GoesOn()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("waitForElsewhere", [], NewOptions());
        var activity = await ElsewhereAsync(handle);

        await activity.HeartbeatAsync(new() { Details = ["alive"] });
        await activity.CompleteAsync("done elsewhere");

        Assert.Equal("done elsewhere", await handle.GetResultAsync<string>());
    }

    [SkippableFact(Timeout = Limit)]
    public async Task AsyncActivity_FailedById_FailsTheWorkflow()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("waitForElsewhere", [], NewOptions());
        var activity = await ElsewhereAsync(handle);

        await activity.FailAsync(new ApplicationFailureException("not today", "Refused"));
        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        var cause = Assert.IsType<ApplicationFailureException>(error.InnerException!.InnerException);
        Assert.Equal(("not today", "Refused"), (cause.Message, cause.ErrorType));
    }

    [SkippableFact(Timeout = Limit)]
    public async Task AsyncActivity_CancelRequested_IsToldAndReports()
    {
        peer.Require();
        var handle = await Client.StartWorkflowAsync("waitForElsewhere", [], NewOptions());
        var activity = await ElsewhereAsync(handle);

        await handle.CancelAsync();
        await Vibe.TestKit.Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await activity.HeartbeatAsync();
                    return false;
                }
                catch (AsyncActivityCanceledException)
                {
                    return true;
                }
            },
            "a heart-beat tells of the cancellation");
        await activity.ReportCancellationAsync(new() { Details = ["tidy"] });
        var error = await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());

        Assert.True(TemporalException.IsCanceledException(error.InnerException!));
    }

    private async Task<AsyncActivityHandle> ElsewhereAsync(WorkflowHandle handle)
    {
        var pending = await Vibe.TestKit.Eventually.ValueAsync(
            async () => (await handle.DescribeAsync()).RawDescription.PendingActivities.FirstOrDefault(a => a.State == PendingActivityState.Started),
            "the activity is started");
        return Client.GetAsyncActivityHandle(handle.Id, handle.ResultRunId!, pending.ActivityId);
    }

    private Task<T> EchoAsync<T>(T value) => Client.ExecuteWorkflowAsync<T>("echo", [value], NewOptions());

    private WorkflowOptions NewOptions() => new(TemporalServerFixture.NewName("peer"), peer.TaskQueue);

    private sealed record Point(int X, string Y);

    private sealed record SeenAttributes(Dictionary<string, System.Text.Json.JsonElement> found, Dictionary<string, System.Text.Json.JsonElement> memo);
}
