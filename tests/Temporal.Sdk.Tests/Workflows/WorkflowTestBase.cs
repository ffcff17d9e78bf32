using System.Runtime.CompilerServices;
using Temporal.Sdk.Tests.Servers;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Common;
using Temporalio.Worker;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.Workflows;

/// <summary>
/// Runs each workflow test twice, with the worker's default cache and without one, and replays what came of it: the same history in, the same commands out.
/// With VIBE_WRITE_HISTORIES=1 the histories of the cached run are written to the folder Histories.
/// </summary>
[Collection("workflows")]
public abstract class WorkflowTestBase
{
    private const string WriteVariable = "VIBE_WRITE_HISTORIES";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private protected static Task EachWayAsync(
        Action<TemporalWorkerOptions> configure, Func<WorkflowScene, Task> test, [CallerMemberName] string name = "") =>
        EachWayAsync(configure, test, [], name);

    private protected static async Task EachWayAsync(
        Action<TemporalWorkerOptions> configure, Func<WorkflowScene, Task> test, IReadOnlyList<IClientInterceptor> interceptors, string name)
    {
        var client = await TemporalBackend.ConnectAsync([.. interceptors]);
        foreach (var cached in (int?[])[null, 0])
        {
            var options = new TemporalWorkerOptions($"queue-{Guid.NewGuid()}");
            configure(options);
            if (cached is { } count)
            {
                options.MaxCachedWorkflows = count;
            }

            var scene = new WorkflowScene(client, options.TaskQueue!);
            using var worker = new TemporalWorker(client, options);
            await worker.ExecuteAsync(() => Eventually.WithinAsync(test(scene), Patience));
            await ReplayAsync(scene, options, cached is null ? name : null);
        }
    }

    private static async Task ReplayAsync(WorkflowScene scene, TemporalWorkerOptions options, string? name)
    {
        var replayer = new WorkflowReplayer(ReplayOptions(options));
        var number = 0;
        foreach (var handle in scene.Started)
        {
            var history = await handle.FetchHistoryAsync();
            await replayer.ReplayWorkflowAsync(history);
            if (name is not null && Environment.GetEnvironmentVariable(WriteVariable) == "1")
            {
                Write(history, name, number++);
            }
        }
    }

    private static WorkflowReplayerOptions ReplayOptions(TemporalWorkerOptions options)
    {
        var replay = new WorkflowReplayerOptions
        {
            Interceptors = options.Interceptors,
            WorkflowFailureExceptionTypes = options.WorkflowFailureExceptionTypes,
        };
        foreach (var definition in options.Workflows)
        {
            replay.AddWorkflow(definition);
        }

        return replay;
    }

    // Places of the machine that wrote them do not belong in committed histories.
    private static void Write(WorkflowHistory history, string name, int number)
    {
        var type = history.Events.First(e => e.EventType == EventType.WorkflowExecutionStarted).WorkflowExecutionStartedEventAttributes.WorkflowType.Name;
        var folder = Path.Combine(RealTools.Root, "tests/Temporal.Sdk.Tests/Histories");
        Directory.CreateDirectory(folder);
        var json = history.ToJson().Replace(RealTools.Root, "/repository", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder, $"{type}.{name}{(number == 0 ? string.Empty : $".{number}")}.json"), json + "\n");
    }
}
