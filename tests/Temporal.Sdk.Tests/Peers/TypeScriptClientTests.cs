using System.Text.Json;

namespace Temporal.Sdk.Tests.Peers;

/// <summary>What the official TypeScript client sees of workflows that our worker runs.</summary>
public sealed class TypeScriptClientTests(TypeScriptClientFixture peer) : IClassFixture<TypeScriptClientFixture>
{
    [SkippableFact]
    public void Greet_Result_IsRead() => Assert.Equal("Hello, you!", peer.Seen("greet").GetString());

    [SkippableFact]
    public void Nothing_Result_IsNothing() => Assert.Equal(JsonValueKind.Null, peer.Seen("nothing").ValueKind);

    [SkippableFact]
    public void Payloads_EachKind_ReadTheSame() => AssertJson(
        """{"text":"Grüße, 世界","number":1.5,"flag":true,"nothing":null,"list":["a",1],"record":{"x":1,"nested":{"y":[2]}},"bytes":[1,2,255]}""",
        peer.Seen("payloads"));

    [SkippableFact]
    public void Messages_SignalsQueriesUpdates_AreHandled()
    {
        var seen = peer.Seen("messages");

        Assert.Equal((15, 100, 200, 200), (Int(seen, "before"), Int(seen, "total"), Int(seen, "set"), Int(seen, "result")));
    }

    [SkippableFact]
    public void Messages_RejectedAndFailedUpdates_SayWhy()
    {
        var seen = peer.Seen("messages");

        AssertFailure(seen.GetProperty("rejected"), "WorkflowUpdateFailedError");
        AssertFailure(Cause(seen.GetProperty("rejected")), "ApplicationFailure", "must not be negative", "Negative");
        AssertFailure(Cause(seen.GetProperty("failed")), "ApplicationFailure", "the handler fails", "Handler");
        AssertJson("""[1,"two"]""", Cause(seen.GetProperty("failed")).GetProperty("details"));
        AssertFailure(seen.GetProperty("unknownUpdate"), "WorkflowUpdateFailedError");
        Assert.Contains("NoSuchUpdate", Cause(seen.GetProperty("unknownUpdate")).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Messages_FailingAndUnknownQueries_SayWhy()
    {
        var seen = peer.Seen("messages");

        AssertFailure(seen.GetProperty("broken"), "QueryNotRegisteredError|QueryRejectedError|Error", "no answer today");
        Assert.Contains("NoSuchQuery", seen.GetProperty("unknown").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void SignalWithStart_Signal_IsThereFirst() => Assert.Equal(3, peer.Seen("signalWithStart").GetInt32());

    [SkippableFact]
    public void Failure_Application_CarriesEverything()
    {
        var failure = Cause(peer.Seen("applicationFailure"));

        AssertFailure(failure, "ApplicationFailure", "it fails", "Kind");
        Assert.True(failure.GetProperty("nonRetryable").GetBoolean());
        Assert.Equal("BENIGN", failure.GetProperty("category").GetString());
        AssertJson("""["detail",3,null]""", failure.GetProperty("details"));
        AssertFailure(Cause(failure), "ApplicationFailure", "the cause", "Cause");
    }

    [SkippableFact]
    public void Failure_PlainException_HasItsTypesName() =>
        AssertFailure(Cause(peer.Seen("plainException")), "ApplicationFailure", "plain", "InvalidOperationException");

    [SkippableFact]
    public void Failure_Activity_NamesIt()
    {
        var failure = Cause(peer.Seen("activityFailure"));

        AssertFailure(failure, "ActivityFailure");
        Assert.Equal(("Fail", "NON_RETRYABLE_FAILURE"), (failure.GetProperty("activityType").GetString(), failure.GetProperty("retryState").GetString()));
        AssertFailure(Cause(failure), "ApplicationFailure", "the activity fails", "Inner");
        AssertJson("""[{"reason":"asked"},7]""", Cause(failure).GetProperty("details"));
    }

    [SkippableFact]
    public void Failure_Child_NamesIt()
    {
        var failure = Cause(peer.Seen("childFailure"));

        AssertFailure(failure, "ChildWorkflowFailure");
        Assert.Equal("Failing", failure.GetProperty("workflowType").GetString());
        AssertFailure(Cause(failure), "ApplicationFailure", "it fails", "Kind");
    }

    [SkippableFact]
    public void Failure_ActivityTimeout_SaysWhich()
    {
        var failure = Cause(peer.Seen("activityTimeout"));

        AssertFailure(failure, "ActivityFailure");
        AssertFailure(Cause(failure), "TimeoutFailure");
        Assert.Equal("START_TO_CLOSE", Cause(failure).GetProperty("timeoutType").GetString());
    }

    [SkippableFact]
    public void Cancel_Workflow_IsCancelled()
    {
        var seen = peer.Seen("cancel");

        Assert.Equal("CANCELLED", seen.GetProperty("status").GetString());
        AssertFailure(Cause(seen.GetProperty("failure")), "CancelledFailure");
    }

    [SkippableFact]
    public void Cancel_WorkflowInActivity_CancelsIt() => AssertFailure(Cause(peer.Seen("cancelActivity")), "CancelledFailure");

    [SkippableFact]
    public void Attributes_SearchAttributesAndMemo_ReadTheSame()
    {
        var seen = peer.Seen("attributes");

        AssertJson(
            """
            {"TestBool":true,"TestDatetime":"2026-05-04T03:02:01.500Z","TestDouble":1.25,"TestInt":42,"TestKeyword":"a keyword",
             "TestKeywordList":["one","two"],"TestText":"some text","note":"kept","number":3}
            """,
            seen.GetProperty("seen"));
        var upserted = seen.GetProperty("upserted");
        Assert.Equal("upserted", upserted.GetProperty("TestKeyword").GetString());
        Assert.Equal("2026-05-04T03:02:01.500Z", upserted.GetProperty("TestDatetime").GetString());
        Assert.False(upserted.TryGetProperty("TestText", out _));
        AssertJson("""{"note":"changed"}""", seen.GetProperty("memo"));
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static JsonElement Cause(JsonElement failure) =>
        failure.TryGetProperty("cause", out var cause) && cause.ValueKind == JsonValueKind.Object ? cause : throw new InvalidOperationException($"no cause: {failure}");

    private static void AssertFailure(JsonElement failure, string name, string? message = null, string? type = null)
    {
        Assert.True(failure.TryGetProperty("name", out var actual), failure.ToString());
        Assert.Contains(actual.GetString(), name.Split('|'));
        if (message is not null)
        {
            Assert.Contains(message, failure.GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        if (type is not null)
        {
            Assert.Equal(type, failure.GetProperty("type").GetString());
        }
    }

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(expected), actual), $"expected {expected}, got {actual}");
}
