using System.Collections.Immutable;
using System.Text;
using Temporal.Server.Namespaces;
using Temporal.Server.Storage;
using Temporal.Server.Visibility;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Tests.Storage;

/// <summary>What every store promises.</summary>
public abstract class StoreContract
{
    [SkippableFact]
    public async Task Commit_OfOneRun_IsReadBack()
    {
        await using var store = await OpenAsync();
        var key = SomeRun.Key("one");

        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1)));
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 2)));

        var run = Assert.IsType<StoredRun>(await store.Runs.ReadRunAsync(key, default));
        Assert.Equal((2L, false, "state 2"), (run.Version, run.IsClosed, Encoding.UTF8.GetString(run.State.Span)));
        var current = Assert.IsType<CurrentRun>(await store.Runs.ReadCurrentRunAsync(key.NamespaceId, "one", default));
        Assert.Equal(new CurrentRun(key.RunId, key.RunId, "request", WorkflowExecutionStatus.Running, SomeRun.Start), current);
        Assert.True(current.IsOpen);
    }

    [SkippableFact]
    public async Task Commit_OfManyQueuedAtOnce_KeepsTheirOrder()
    {
        await using var store = await OpenAsync();
        var keys = Enumerable.Range(0, 20).Select(index => SomeRun.Key($"w{index}")).ToArray();

        var commits = new List<Task>();
        for (var version = 1; version <= 30; version++)
        {
            commits.AddRange(keys.Select(key => store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, version)))));
        }

        await Task.WhenAll(commits);
        foreach (var key in keys)
        {
            Assert.Equal(30, (await store.Runs.ReadRunAsync(key, default))?.Version);
            var history = await store.Runs.ReadHistoryAsync(key, 1, 61, int.MaxValue, default);
            Assert.Equal(string.Concat(Enumerable.Range(1, 30).Select(v => $"[{v}]")), Text(history));
        }
    }

    [SkippableFact]
    public async Task Commit_ThatDoesNotFollow_Fails()
    {
        await using var store = await OpenAsync();
        var key = SomeRun.Key("gap");
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1)));

        await Assert.ThrowsAnyAsync<Exception>(() => store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 3))));
    }

    [SkippableFact]
    public async Task ReadHistory_FromTheMiddle_StartsWithTheBatchThatHoldsTheEvent()
    {
        await using var store = await OpenAsync();
        var key = SomeRun.Key("history");
        for (var version = 1; version <= 5; version++)
        {
            await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, version)));
        }

        Assert.Equal("[2][3]", Text(await store.Runs.ReadHistoryAsync(key, 4, 7, int.MaxValue, default)));
        Assert.Equal("[2]", Text(await store.Runs.ReadHistoryAsync(key, 4, 11, 1, default)));
        Assert.Equal("[5]", Text(await store.Runs.ReadHistoryAsync(key, 10, 11, int.MaxValue, default)));
        Assert.Empty(await store.Runs.ReadHistoryAsync(SomeRun.Key("none"), 1, 11, int.MaxValue, default));
    }

    [SkippableFact]
    public async Task Parts_AreChangedOneByOne_AndEndWithTheRun()
    {
        await using var store = await OpenAsync();
        var key = SomeRun.Key("parts");
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1, parts: [Part(1, "a", "x"), Part(1, "b", "y"), Part(2, "a", "z")])));
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 2, parts: [Part(1, "a", "x2"), Part(1, "b", null)])));

        var open = await store.Runs.ReadRunAsync(key, default);
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 3, WorkflowExecutionStatus.Completed, parts: [Part(3, "late", "w")])));
        var closed = await store.Runs.ReadRunAsync(key, default);

        Assert.Equal(
            ["1 a x2", "2 a z"],
            open?.Parts.Select(part => $"{part.Kind} {part.Id} {Encoding.UTF8.GetString(part.Data.GetValueOrDefault().Span)}").Order());
        Assert.Empty(closed?.Parts ?? []);
        Assert.True(closed?.IsClosed);
    }

    [SkippableFact]
    public async Task LoadOpenRuns_AfterSomeClosed_YieldsTheRest()
    {
        await using var store = await OpenAsync();
        var open = SomeRun.Key("open");
        var closed = SomeRun.Key("closed");
        var brief = SomeRun.Key("brief");
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(open, 1, parts: [Part(1, "a", "x")])));
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(closed, 1)));
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(closed, 2, WorkflowExecutionStatus.Failed)));
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(brief, 1, WorkflowExecutionStatus.Terminated)));

        var loaded = new List<StoredRun>();
        await foreach (var run in store.Runs.LoadOpenRunsAsync(default))
        {
            loaded.Add(run);
        }

        var only = Assert.Single(loaded);
        Assert.Equal((open, 1L, 1), (only.Key, only.Version, only.Parts.Count));
    }

    [SkippableFact]
    public async Task Commit_OfTwoRunsOfOneId_MakesTheSecondCurrent()
    {
        await using var store = await OpenAsync();
        var first = SomeRun.Key("chain");
        var second = SomeRun.Key("chain");
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(first, 1)));

        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(first, 2, WorkflowExecutionStatus.ContinuedAsNew), SomeRun.Write(second, 1)));

        Assert.Equal(second.RunId, (await store.Runs.ReadCurrentRunAsync(first.NamespaceId, "chain", default))?.RunId);
        Assert.True((await store.Runs.ReadRunAsync(first, default))?.IsClosed);
    }

    [SkippableFact]
    public async Task DeleteRun_Closed_LeavesNothing()
    {
        await using var store = await OpenAsync();
        var key = SomeRun.Key("gone");
        await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1, WorkflowExecutionStatus.Completed)));
        Assert.Equal([key], await store.Closed.FindClosedAsync(key.NamespaceId, SomeRun.Start.AddHours(1), 10, default));
        Assert.Empty(await store.Closed.FindClosedAsync(key.NamespaceId, SomeRun.Start, 10, default));

        await store.Runs.DeleteRunAsync(key, default);

        Assert.Null(await store.Runs.ReadRunAsync(key, default));
        Assert.Null(await store.Runs.ReadCurrentRunAsync(key.NamespaceId, "gone", default));
        Assert.Empty(await store.Runs.ReadHistoryAsync(key, 1, 3, int.MaxValue, default));
        Assert.Empty(await store.Closed.FindAllAsync(key.NamespaceId, 10, default));
    }

    [SkippableFact]
    public async Task Namespace_Saved_IsLoadedWithAllItHolds()
    {
        await using var store = await OpenAsync();
        var record = new NamespaceRecord
        {
            Id = Guid.NewGuid().ToString(),
            Name = "n",
            Retention = TimeSpan.FromDays(3),
            Description = "d",
            Data = ImmutableSortedDictionary<string, string>.Empty.Add("k", "v"),
            SearchAttributes = ImmutableSortedDictionary<string, IndexedValueType>.Empty.Add("A", IndexedValueType.KeywordList),
        };

        await store.Catalog.SaveNamespaceAsync(record with { Description = "before" }, default);
        await store.Catalog.SaveNamespaceAsync(record, default);

        var loaded = Assert.Single(await store.Catalog.LoadNamespacesAsync(default));
        Assert.Equal((record.Id, "n", "d", record.Retention), (loaded.Id, loaded.Name, loaded.Description, loaded.Retention));
        Assert.Equal("v", loaded.Data["k"]);
        Assert.Equal(IndexedValueType.KeywordList, loaded.SearchAttributes["A"]);
    }

    [SkippableFact]
    public async Task List_ByPages_GoesFromOpenToClosedWithoutGapOrRepeat()
    {
        await using var store = await OpenAsync();
        for (var index = 0; index < 20; index++)
        {
            var key = SomeRun.Key($"w{index:00}");
            var start = SomeRun.Start.AddSeconds(index / 2);
            var status = index % 2 == 0 ? WorkflowExecutionStatus.Running : WorkflowExecutionStatus.Completed;
            await store.Runs.CommitAsync(SomeRun.Commit(SomeRun.Write(key, 1, status, info =>
            {
                info.StartTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(start);
                info.CloseTime = status == WorkflowExecutionStatus.Running ? null : Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(start.AddHours(1));
            })));
        }

        foreach (var size in (int[])[1, 3, 5, 10, 100])
        {
            var seen = new List<string>();
            VisibilityPosition? after = null;
            do
            {
                var page = await store.Visibility.ListAsync(new VisibilityRequest(SomeRun.NamespaceId, null, size, after), default);
                seen.AddRange(page.Executions.Select(info => info.Execution.WorkflowId));
                after = page.Next is { } next ? VisibilityPosition.OfToken(next.ToToken()) : null;
            }
            while (after is not null);

            Assert.Equal(["w18", "w16", "w14", "w12", "w10", "w08", "w06", "w04", "w02", "w00", "w19", "w17", "w15", "w13", "w11", "w09", "w07", "w05", "w03", "w01"], seen);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(VisibilityCases.All), MemberType = typeof(VisibilityCases))]
    public async Task Count_ByQuery_FindsWhatTheRealServerFinds(string query, int expected)
    {
        await using var store = await OpenAsync();
        foreach (var status in (WorkflowExecutionStatus[])[WorkflowExecutionStatus.Running, WorkflowExecutionStatus.Completed])
        {
            await VisibilityCases.FillAsync(store.Runs, status);
        }

        var where = QueryParser.Parse(query, VisibilityCases.Attributes, mayGroup: false).Where;
        var counts = await store.Visibility.CountAsync(SomeRun.NamespaceId, where, default);

        // Each case is there twice, open and closed: found in memory and by SQL alike.
        Assert.Equal((expected, expected), (counts.GetValueOrDefault(WorkflowExecutionStatus.Running), counts.GetValueOrDefault(WorkflowExecutionStatus.Completed)));
    }

    /// <summary>An empty store.</summary>
    internal abstract Task<OpenStore> OpenAsync();

    private static string Text(IEnumerable<HistoryBatch> batches) => string.Concat(batches.Select(batch => Encoding.UTF8.GetString(batch.Events.Span)));

    private static RunPart Part(int kind, string id, string? data) => new(kind, id, data is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(data));
}
