using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Vibe.TestKit;

namespace Temporal.Server.Tests.Faults;

/// <summary>The process is killed while it works; what it acknowledged is there afterwards.</summary>
public sealed class KillTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const int Workflows = 10;
    private const int Kills = 4;
    private const int SignalsBetweenKills = 300;
    private const int ChaosKills = 5;
    private const int EventsBetweenKills = 50;
    private const string Prefix = "/temporal.api.workflowservice.v1.WorkflowService/";

    private readonly string _address = $"127.0.0.1:{FreePort.Next()}";
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();
    private int _sent;

    [SkippableFact]
    public async Task Kill_WhileSignalsArrive_LosesNoAcknowledgedOneAndDoublesNone()
    {
        database.Require();
        var server = await ServedProcess.StartAsync(_address, database.ConnectionString);
        using var client = new RawClient(_address);
        for (var index = 0; index < Workflows; index++)
        {
            await client.CallAsync<StartWorkflowExecutionResponse>("StartWorkflowExecution", Start(index));
        }

        using var stopping = new CancellationTokenSource();
        var senders = Enumerable.Range(0, 8).Select(_ => SendAsync(client, stopping.Token)).ToArray();
        for (var kill = 1; kill <= Kills; kill++)
        {
            var goal = kill * SignalsBetweenKills;
            await Eventually.HoldsAsync(() => _acknowledged.Count >= goal);
            await server.DisposeAsync();
            server = await ServedProcess.StartAsync(_address, database.ConnectionString);
        }

        await stopping.CancelAsync();
        await Task.WhenAll(senders);
        var recorded = new List<string>();
        for (var index = 0; index < Workflows; index++)
        {
            recorded.AddRange(await ReadSignalsAsync(client, index));
        }

        await server.DisposeAsync();
        Assert.Equal(recorded.Count, recorded.Distinct().Count());
        Assert.Empty(_acknowledged.Keys.Except(recorded));
    }

    [SkippableFact]
    public async Task Kill_WhileTheOfficialClientAndWorkerAreBusy_LetsEverythingComplete()
    {
        database.Require();
        Skip.If(RealTools.TemporalPeer is null, RealTools.Absent("temporal-peer"));
        var server = await ServedProcess.StartAsync(_address, database.ConnectionString);
        await using var chaos = ToolProcess.Start(
            RealTools.TemporalPeer ?? string.Empty, ["chaos", "--address", _address, "--duration", "8s", "--grace", "3m", "--workflows", "40"]);
        using var watch = new RawClient(_address);
        var seen = 0L;
        for (var kill = 0; kill < ChaosKills && !chaos.HasExited; kill++)
        {
            // It must have come through since the last kill: its client gives up where it never reaches the server at its start.
            var events = 0L;
            await Eventually.HoldsAsync(async () => chaos.HasExited || (events = await CountChaosEventsAsync(watch)) > seen + EventsBetweenKills);
            seen = events;
            await server.DisposeAsync();
            server = await ServedProcess.StartAsync(_address, database.ConnectionString);
        }

        var exit = await chaos.ExitAsync(TimeSpan.FromMinutes(5));

        await server.DisposeAsync();
        Assert.True(exit == 0, chaos.Output);
    }

    private static StartWorkflowExecutionRequest Start(int index) => new()
    {
        Namespace = "default",
        WorkflowId = $"kill-{index}",
        WorkflowType = new WorkflowType { Name = "waits" },
        TaskQueue = new TaskQueue { Name = "nobody" },
        RequestId = $"start-{index}",
    };

    /// <summary>Counts the events of what the peer started, not of what another test left in the database; none while the connection to the killed server breaks.</summary>
    private static async Task<long> CountChaosEventsAsync(RawClient client)
    {
        try
        {
            return await ReadChaosEventsAsync(client);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return 0;
        }
    }

    private static async Task<long> ReadChaosEventsAsync(RawClient client)
    {
        var listed = await client.CallAsync<ListWorkflowExecutionsResponse>("ListWorkflowExecutions", new ListWorkflowExecutionsRequest
        {
            Namespace = "default",
            Query = "WorkflowType = 'chaos'",
            PageSize = 5,
        });
        var events = 0L;
        foreach (var execution in listed.Executions)
        {
            var described = await client.CallAsync<DescribeWorkflowExecutionResponse>(
                "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest { Namespace = "default", Execution = execution.Execution });
            events += described.WorkflowExecutionInfo.HistoryLength;
        }

        return events;
    }

    private static async Task<IReadOnlyList<string>> ReadSignalsAsync(RawClient client, int index)
    {
        var signals = new List<string>();
        var token = ByteString.Empty;
        do
        {
            var page = await client.CallAsync<GetWorkflowExecutionHistoryResponse>("GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
            {
                Namespace = "default",
                Execution = new WorkflowExecution { WorkflowId = $"kill-{index}" },
                NextPageToken = token,
            });
            signals.AddRange(page.History.Events
                .Where(found => found.EventType == EventType.WorkflowExecutionSignaled)
                .Select(found => found.WorkflowExecutionSignaledEventAttributes.SignalName));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        return signals;
    }

    /// <summary>Sends signals of its own names until told to stop; one that was cut is sent again under the same request id.</summary>
    private async Task SendAsync(RawClient client, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var number = Interlocked.Increment(ref _sent);
            var name = $"s{number}";
            var frame = RawClient.Frame(new SignalWorkflowExecutionRequest
            {
                Namespace = "default",
                WorkflowExecution = new WorkflowExecution { WorkflowId = $"kill-{number % Workflows}" },
                SignalName = name,
                RequestId = name,
            }.ToByteArray());
            await Eventually.TrueAsync(() => TrySignalAsync(client, frame), "the signal is acknowledged");
            _acknowledged[name] = true;
        }
    }

    private static async Task<bool> TrySignalAsync(RawClient client, byte[] frame)
    {
        try
        {
            return (await client.SendAsync(Prefix + "SignalWorkflowExecution", frame)).Code == 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
