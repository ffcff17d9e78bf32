namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Timers, markers, search attributes and memo.</summary>
internal static class Timers
{
    public static async Task Fires(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsCancelled(World w)
    {
        await w.RunAsync(Make.Timer("t", 40));
        await w.SignalAsync();
        await w.NextAsync(Make.CancelTimer("t"));
        await w.SignalAsync();
        await w.NextAsync(Make.Timer("t", 1.2));
        await w.NextAsync(Make.Complete());
    }

    public static Task IsCancelledInTheSameTask(World w) => w.RunAsync(Make.Timer("t", 40), Make.CancelTimer("t"), Make.Timer("t", 50));

    public static Task IsCancelledWithTheEnd(World w) => w.RunAsync(Make.Timer("t", 40), Make.CancelTimer("t"), Make.Complete());

    public static async Task FiresDuringATaskAndIsCancelled(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2), Make.Activity("a"));
        await w.SignalAsync();
        var task = await w.TaskAsync();
        await w.PassAsync(2);
        await w.CompleteAsync(task, Make.CancelTimer("t"));
        await w.SignalAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task FiresDuringATaskAndIsCancelledWithTheEnd(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.SignalAsync();
        var task = await w.TaskAsync();
        await w.PassAsync(2);
        await w.CompleteAsync(task, Make.CancelTimer("t"), Make.Complete());
    }

    public static async Task FiresDuringATask(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2), Make.Timer("u", 1.6));
        await w.SignalAsync();
        var task = await w.TaskAsync();
        await w.PassAsync(2.5);
        await w.SignalAsync(signal: "late");
        await w.CompleteAsync(task);
        await w.NextAsync(Make.Complete());
    }

    public static async Task OfNoLength(World w)
    {
        await w.RunAsync(Make.Timer("t", 0));
        await w.NextAsync(Make.Complete());
    }

    public static Task WritesMarkers(World w) => w.RunAsync(
        Make.Marker("LocalActivity", marker => marker.Failure = Make.Failure("local")),
        Make.Marker("core_patch", marker => marker.Header = new Temporalio.Api.Common.V1.Header { Fields = { ["header"] = Make.Payload("header") } }),
        Make.Marker("Version"),
        Make.Complete());

    public static async Task UpsertsSearchAttributes(World w)
    {
        await w.RunAsync(Make.Upsert(("TestKeyword", Make.Payload("word")), ("TestText", Make.Payload("some words"))));
        await w.DescribeAsync();
        await w.SignalAsync();
        await w.NextAsync(Make.Upsert(("TestKeyword", Make.Payload("other"))), Make.Upsert(("TestText", new() { Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("binary/null") } })));
        await w.DescribeAsync();
        await w.SignalAsync();
        await w.NextAsync(Make.Upsert(("TemporalChangeVersion", List("patch-1"))), Make.Complete());
    }

    public static async Task ModifiesMemo(World w)
    {
        await w.StartAsync(with: request => request.Memo = new Temporalio.Api.Common.V1.Memo { Fields = { ["a"] = Make.Payload("1"), ["b"] = Make.Payload("2") } });
        await w.NextAsync(Make.Memo(("b", Make.Payload("3")), ("c", Make.Payload("4"))));
        await w.DescribeAsync();
        await w.SignalAsync();
        await w.PassAsync(1.2);
        await w.NextAsync(Make.Memo(("a", new() { Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("binary/null") } })), Make.ContinueAsNew());
        await w.NextAsync(Make.Complete());
    }

    public static async Task CommandsHaveSummaries(World w)
    {
        var timer = Make.Timer("t", 40);
        timer.UserMetadata = new Temporalio.Api.Sdk.V1.UserMetadata { Summary = Make.Payload("timer") };
        var activity = Make.Activity("a");
        activity.UserMetadata = new Temporalio.Api.Sdk.V1.UserMetadata { Summary = Make.Payload("activity") };
        var marker = Make.Marker("m");
        marker.UserMetadata = new Temporalio.Api.Sdk.V1.UserMetadata { Summary = Make.Payload("marker") };
        var upsert = Make.Upsert(("TestInt", new() { Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("json/plain") }, Data = Google.Protobuf.ByteString.CopyFromUtf8("7") }));
        upsert.UserMetadata = new Temporalio.Api.Sdk.V1.UserMetadata { Summary = Make.Payload("upsert") };
        var signal = Make.SignalExternal(w.Id("nobody"));
        signal.UserMetadata = new Temporalio.Api.Sdk.V1.UserMetadata { Summary = Make.Payload("signal") };
        var memo = Make.Memo(("m", Make.Payload("1")));
        memo.UserMetadata = new Temporalio.Api.Sdk.V1.UserMetadata { Summary = Make.Payload("memo") };
        await w.RunAsync(timer, activity, marker, upsert, memo, signal);
        var complete = Make.Complete();
        complete.UserMetadata = new Temporalio.Api.Sdk.V1.UserMetadata { Summary = Make.Payload("complete") };
        await w.NextAsync(complete);
    }

    private static Temporalio.Api.Common.V1.Payload List(string word) => new()
    {
        Metadata = { ["encoding"] = Google.Protobuf.ByteString.CopyFromUtf8("json/plain") },
        Data = Google.Protobuf.ByteString.CopyFromUtf8($"[\"{word}\"]"),
    };
}
