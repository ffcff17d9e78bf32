using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Workflows;

public class BasicWorkflowTests : WorkflowTestBase
{
    private static readonly ActivityOptions Short = new() { StartToCloseTimeout = TimeSpan.FromSeconds(20) };

    [Workflow]
    public class SequenceWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync(string name)
        {
            var greeting = await Workflow.ExecuteActivityAsync(() => Steps.Greet(name), Short);
            await Workflow.DelayAsync(50);
            var sum = await Workflow.ExecuteActivityAsync((Steps s) => s.AddAsync(2, 3), Short);
            await Workflow.ExecuteActivityAsync((Steps s) => s.Nothing(), Short);
            return $"{greeting} {sum}";
        }
    }

    [Workflow]
    public class ParallelWorkflow
    {
        [WorkflowRun]
        public async Task<int> RunAsync(int count)
        {
            var calls = Enumerable.Range(1, count).Select(i => Workflow.ExecuteActivityAsync((Steps s) => s.AddAsync(i, i), Short)).ToList();
            var sums = await Workflow.WhenAllAsync(calls);
            return sums.Sum();
        }
    }

    [Workflow]
    public class RaceWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            using var source = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
            var slow = Workflow.DelayAsync(TimeSpan.FromHours(1), source.Token);
            var fast = Workflow.ExecuteActivityAsync(() => Steps.Greet("racer"), Short);
            var first = await Workflow.WhenAnyAsync(slow, fast);
            source.Cancel();
            return first == fast ? await fast : "slow";
        }
    }

    [Workflow]
    public class TimeoutWorkflow
    {
        private bool isSet;

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var first = await Workflow.WaitConditionAsync(() => isSet, TimeSpan.FromMilliseconds(50));
            var second = await Workflow.WaitConditionAsync(() => isSet, TimeSpan.FromMinutes(1));
            return $"{first} {second}";
        }

        [WorkflowSignal]
        public Task SetAsync()
        {
            isSet = true;
            return Task.CompletedTask;
        }
    }

    [Workflow]
    public class RandomnessWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var before = $"{Workflow.Random.Next()} {Workflow.NewGuid()} {Workflow.UtcNow:O}";
            await Workflow.DelayAsync(10);
            await Workflow.ExecuteActivityAsync(() => Steps.Greet(before), Short);
            return $"{before} {Workflow.Random.Next()}";
        }

        [WorkflowQuery]
        public bool IsIn() => Workflow.InWorkflow;
    }

    [Workflow]
    public class PlacesWorkflow
    {
        private readonly Temporalio.Workflows.Semaphore places = new(2);
        private int most;
        private int now;

        [WorkflowRun]
        public async Task<int> RunAsync(int count)
        {
            await Workflow.WhenAllAsync(Enumerable.Range(0, count).Select(_ => UseAsync()));
            return most;
        }

        private async Task UseAsync()
        {
            await places.WaitAsync();
            most = Math.Max(most, ++now);
            await Workflow.ExecuteActivityAsync((Steps s) => s.Nothing(), Short);
            now--;
            places.Release();
        }
    }

    [Workflow]
    public class AttributesWorkflow
    {
        private static readonly SearchAttributeKey<string> Keyword = SearchAttributeKey.CreateKeyword("TestKeyword");
        private static readonly SearchAttributeKey<long> Number = SearchAttributeKey.CreateLong("TestInt");

        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            Workflow.UpsertTypedSearchAttributes(Keyword.ValueSet("second"), Number.ValueUnset());
            Workflow.UpsertMemo(MemoUpdate.ValueSet("b", 2), MemoUpdate.ValueUnset("a"));
            await Workflow.DelayAsync(10);
            return $"{Workflow.TypedSearchAttributes.Get(Keyword)} {Workflow.TypedSearchAttributes.ContainsKey(Number)} {string.Join(',', Workflow.Memo.Keys)}";
        }
    }

    [Workflow]
    public class FirstArgumentsWorkflow
    {
        private readonly string first;

        [WorkflowInit]
        public FirstArgumentsWorkflow(string name) => first = name;

        [WorkflowRun]
        public async Task<string> RunAsync(string name)
        {
            await Workflow.DelayAsync(10);
            return $"{first} {name}";
        }
    }

    [Workflow(Dynamic = true)]
    public class AnythingWorkflow
    {
        private string last = "nothing";

        [WorkflowRun]
        public async Task<string> RunAsync(IRawValue[] args)
        {
            await Workflow.WaitConditionAsync(() => last != "nothing");
            return $"{Workflow.Info.WorkflowType} {Workflow.PayloadConverter.ToValue<int>(args[0])} {last}";
        }

        [WorkflowSignal(Dynamic = true)]
        public Task SignalAsync(string name, IRawValue[] args)
        {
            last = $"{name} {args.Length}";
            return Task.CompletedTask;
        }

        [WorkflowQuery(Dynamic = true)]
        public string Query(string name, IRawValue[] args) => $"{name} {args.Length} {last}";

        [WorkflowUpdate(Dynamic = true)]
        public Task<string> UpdateAsync(string name, IRawValue[] args) => Task.FromResult($"{name} {args.Length}");
    }

    [SkippableFact]
    public Task Run_ActivitiesAndTimer_OneAfterTheOther() => EachWayAsync(
        o => o.AddWorkflow<SequenceWorkflow>().AddAllActivities(new Steps()),
        async scene => Assert.Equal("Hello, Ada! 5", await scene.ExecuteAsync((SequenceWorkflow wf) => wf.RunAsync("Ada"))));

    [SkippableFact]
    public Task Run_ManyActivities_AtOnce() => EachWayAsync(
        o => o.AddWorkflow<ParallelWorkflow>().AddAllActivities(new Steps()),
        async scene => Assert.Equal(420, await scene.ExecuteAsync((ParallelWorkflow wf) => wf.RunAsync(20))));

    [SkippableFact]
    public Task Run_RaceOfTimerAndActivity_CancelsTheLoser() => EachWayAsync(
        o => o.AddWorkflow<RaceWorkflow>().AddAllActivities(new Steps()),
        async scene => Assert.Equal("Hello, racer!", await scene.ExecuteAsync((RaceWorkflow wf) => wf.RunAsync())));

    [SkippableFact]
    public Task WaitCondition_WithTime_FirstLateThenInTime() => EachWayAsync(
        o => o.AddWorkflow<TimeoutWorkflow>(),
        async scene =>
        {
            var handle = await scene.StartAsync((TimeoutWorkflow wf) => wf.RunAsync());
            await EventCountAsync(handle, Temporalio.Api.Enums.V1.EventType.TimerStarted, 2);
            await handle.SignalAsync(wf => wf.SetAsync());
            Assert.Equal("False True", await handle.GetResultAsync());
        });

    [SkippableFact]
    public Task Run_RandomIdTime_AreTheSameOnReplay() => EachWayAsync(
        o => o.AddWorkflow<RandomnessWorkflow>().AddAllActivities(new Steps()),
        async scene =>
        {
            var handle = await scene.StartAsync((RandomnessWorkflow wf) => wf.RunAsync());
            var result = await handle.GetResultAsync();
            Assert.Matches(@"^\d+ [0-9a-f-]{36} \S+Z \d+$", result);
            Assert.True(await handle.QueryAsync(wf => wf.IsIn()));
        });

    [SkippableFact]
    public Task Semaphore_TwoPlaces_AreNeverThree() => EachWayAsync(
        o => o.AddWorkflow<PlacesWorkflow>().AddAllActivities(new Steps()),
        async scene => Assert.Equal(2, await scene.ExecuteAsync((PlacesWorkflow wf) => wf.RunAsync(7))));

    [SkippableFact]
    public Task Upsert_SearchAttributesAndMemo_AreDescribed() => EachWayAsync(
        o => o.AddWorkflow<AttributesWorkflow>(),
        async scene =>
        {
            var options = scene.Options();
            options.Memo = new Dictionary<string, object> { ["a"] = 1 };
            options.TypedSearchAttributes = new SearchAttributeCollection.Builder()
                .Set(SearchAttributeKey.CreateKeyword("TestKeyword"), "first").Set(SearchAttributeKey.CreateLong("TestInt"), 4).ToSearchAttributeCollection();
            var handle = await scene.StartAsync((AttributesWorkflow wf) => wf.RunAsync(), options);
            Assert.Equal("second False b", await handle.GetResultAsync());
            var description = await handle.DescribeAsync();
            Assert.Equal("second", description.TypedSearchAttributes.Get(SearchAttributeKey.CreateKeyword("TestKeyword")));
            Assert.Equal(["b"], description.Memo.Keys);
        });

    [SkippableFact]
    public Task Init_WithArguments_ComesFirst() => EachWayAsync(
        o => o.AddWorkflow<FirstArgumentsWorkflow>(),
        async scene => Assert.Equal("x x", await scene.ExecuteAsync((FirstArgumentsWorkflow wf) => wf.RunAsync("x"))));

    [SkippableFact]
    public Task Dynamic_AllHandlers_TakeWhatNobodyElseTakes() => EachWayAsync(
        o => o.AddWorkflow<AnythingWorkflow>(),
        async scene =>
        {
            var handle = await scene.Client.StartWorkflowAsync("Whatever", [5], scene.Options());
            scene.Add(handle.Id);
            Assert.Equal("ask 2 nothing", await handle.QueryAsync<string>("ask", [1, 2]));
            Assert.Equal("change 1", await handle.ExecuteUpdateAsync<string>("change", [1]));
            await handle.SignalAsync("tell", [1, 2, 3]);
            Assert.Equal("Whatever 5 tell 3", await handle.GetResultAsync<string>());
        });

    /// <summary>Waits until history has that many events of a type.</summary>
    internal static Task EventCountAsync(WorkflowHandle handle, Temporalio.Api.Enums.V1.EventType type, int count) => Vibe.TestKit.Eventually.TrueAsync(
        async () => (await handle.FetchHistoryAsync()).Events.Count(e => e.EventType == type) >= count, $"{count} events {type} in {handle.Id}");
}
