using System.Security.Cryptography;
using Google.Protobuf;
using Temporal.Sdk.Tests.Servers;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Client;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Samples;

/// <summary>Activities that must run on one host, on a queue of its own; what polls from within an activity; payloads that only the two ends can read.</summary>
public sealed class HostQueueTests : SampleBase
{
    [SkippableFact]
    public async Task Queue_OfAWorkersOwn_TakesTheFollowingSteps()
    {
        var client = await TemporalBackend.ConnectAsync();
        var own = new TemporalWorkerOptions(TemporalServerFixture.NewName("host"));
        var host = new Host(own.TaskQueue!);
        using var hostWorker = new TemporalWorker(client, own.AddAllActivities(host));
        await hostWorker.ExecuteAsync(() => RunAsync(
            options => options.AddActivity(host.FindQueue).AddWorkflow<FileWorkflow>(),
            async (_, options) => Assert.Equal($"worked on by {own.TaskQueue}", await client.ExecuteWorkflowAsync((FileWorkflow wf) => wf.RunAsync(), options)),
            client));
    }

    [SkippableFact]
    public async Task Polling_ByRetries_GoesOnUntilItIsThere()
    {
        var host = new Host("unused");
        await RunAsync(
            options => options.AddAllActivities(host).AddWorkflow<PollingWorkflow>(),
            async (client, options) => Assert.Equal("there after 4", await client.ExecuteWorkflowAsync((PollingWorkflow wf) => wf.RunAsync(), options)));
    }

    [SkippableFact]
    public async Task Codec_OfBothEnds_KeepsTheServerFromReading()
    {
        var address = await TemporalBackend.AddressAsync();
        var client = await TemporalClient.ConnectAsync(new(address) { DataConverter = DataConverter.Default with { PayloadCodec = new AesCodec() } });
        var host = new Host("unused");
        await RunAsync(
            options => options.AddAllActivities(host).AddWorkflow<SecretWorkflow>(),
            async (_, options) =>
            {
                var handle = await client.StartWorkflowAsync((SecretWorkflow wf) => wf.RunAsync("a secret"), options);
                await handle.SignalAsync(wf => wf.AddAsync("another secret"));
                Assert.Equal("a secret, another secret", await handle.GetResultAsync());
                Assert.Equal("another secret", await handle.QueryAsync(wf => wf.Last));
                Assert.DoesNotContain("c2VjcmV0", (await handle.FetchHistoryAsync()).ToJson(), StringComparison.Ordinal);
                var plain = await TemporalClient.ConnectAsync(new(address));
                await Assert.ThrowsAnyAsync<Exception>(() => plain.GetWorkflowHandle(handle.Id).GetResultAsync<string>());
            },
            client);
    }

    public sealed class Host(string queue)
    {
        [Activity]
        public string FindQueue() => queue;

        [Activity]
        public string Work() => $"worked on by {ActivityExecutionContext.Current.Info.TaskQueue}";

        [Activity]
        public string Look() => ActivityExecutionContext.Current.Info.Attempt is var attempt and >= 4
            ? $"there after {attempt}"
            : throw new ApplicationFailureException("not there yet", "NotYet");

        [Activity]
        public string Join(string first, string second) => $"{first}, {second}";
    }

    [Workflow]
    public sealed class FileWorkflow
    {
        [WorkflowRun]
        public async Task<string> RunAsync()
        {
            var queue = await Workflow.ExecuteActivityAsync((Host h) => h.FindQueue(), new() { StartToCloseTimeout = TimeSpan.FromSeconds(30) });
            return await Workflow.ExecuteActivityAsync(
                (Host h) => h.Work(), new() { TaskQueue = queue, StartToCloseTimeout = TimeSpan.FromSeconds(30), ScheduleToStartTimeout = TimeSpan.FromSeconds(60) });
        }
    }

    [Workflow]
    public sealed class PollingWorkflow
    {
        [WorkflowRun]
        public Task<string> RunAsync() => Workflow.ExecuteActivityAsync(
            (Host h) => h.Look(),
            new() { StartToCloseTimeout = TimeSpan.FromMinutes(1), RetryPolicy = new() { InitialInterval = TimeSpan.FromMilliseconds(50), BackoffCoefficient = 1 } });
    }

    [Workflow]
    public sealed class SecretWorkflow
    {
        [WorkflowQuery]
        public string? Last { get; private set; }

        [WorkflowRun]
        public async Task<string> RunAsync(string secret)
        {
            await Workflow.WaitConditionAsync(() => Last is not null);
            return await Workflow.ExecuteActivityAsync((Host h) => h.Join(secret, Last!), new() { StartToCloseTimeout = TimeSpan.FromSeconds(30) });
        }

        [WorkflowSignal]
        public Task AddAsync(string secret)
        {
            Last = secret;
            return Task.CompletedTask;
        }
    }

    private sealed class AesCodec : IPayloadCodec
    {
        private const int NonceSize = 12;
        private const int TagSize = 16;
        private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

        public Task<IReadOnlyCollection<Payload>> EncodeAsync(IReadOnlyCollection<Payload> payloads) => Task.FromResult<IReadOnlyCollection<Payload>>(
            [.. payloads.Select(p => new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/encrypted") }, Data = ByteString.CopyFrom(Encrypt(p.ToByteArray())) })]);

        public Task<IReadOnlyCollection<Payload>> DecodeAsync(IReadOnlyCollection<Payload> payloads) => Task.FromResult<IReadOnlyCollection<Payload>>(
            [.. payloads.Select(p => p.Metadata["encoding"].ToStringUtf8() == "binary/encrypted" ? Payload.Parser.ParseFrom(Decrypt(p.Data.ToByteArray())) : p)]);

        private static byte[] Encrypt(byte[] text)
        {
            using var aes = new AesGcm(Key, TagSize);
            var nonce = RandomNumberGenerator.GetBytes(NonceSize);
            var cipher = new byte[text.Length];
            var tag = new byte[TagSize];
            aes.Encrypt(nonce, text, cipher, tag);
            return [.. nonce, .. cipher, .. tag];
        }

        private static byte[] Decrypt(byte[] data)
        {
            using var aes = new AesGcm(Key, TagSize);
            var text = new byte[data.Length - NonceSize - TagSize];
            aes.Decrypt(data.AsSpan(0, NonceSize), data.AsSpan(NonceSize, text.Length), data.AsSpan(NonceSize + text.Length), text);
            return text;
        }
    }
}
