using Temporalio.Client;
using Temporalio.Exceptions;
using Vibe.TestKit;

namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>One random program from its start to the look at what it left behind.</summary>
internal sealed class ProgramRun(ITemporalClient client, string taskQueue, int seed, WorkerMode mode)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly RandomProgram program = ProgramMaker.Make(seed, WorkerCrew.IsHarsh(mode));
    private ProgramDriver? driver;
    private WorkflowHandle<ProgramWorkflow, IReadOnlyList<string>>? handle;

    public string Id { get; } = $"program-{seed}-{Guid.NewGuid()}";

    /// <summary>Starts the program and what comes to it from outside, and waits for its end, but not for ever.</summary>
    public async Task RunAsync()
    {
        var options = new WorkflowOptions(Id, taskQueue) { TaskTimeout = WorkerCrew.IsSteady(mode) ? WorkerCrew.TaskPatience : null };
        if (program.StartSignal is { } signal)
        {
            options.SignalWithStart((ProgramWorkflow wf) => wf.PokeAsync(signal));
        }

        handle = await client.StartWorkflowAsync((ProgramWorkflow wf) => wf.RunAsync(program.Input), options);
        driver = new ProgramDriver(program, handle);
        if (program.StartSignal is { } sent)
        {
            driver.Fates[$"s:{sent.Id}"] = MessageFate.Once;
        }

        try
        {
            await Eventually.WithinAsync(Task.WhenAll(driver.DriveAsync(), EndAsync()), Patience);
        }
        catch (TimeoutException e)
        {
            driver.Problems.Enqueue(e.Message);
        }
    }

    /// <summary>Looks at what it left behind.</summary>
    /// <returns>What is wrong.</returns>
    public async Task<IReadOnlyList<string>> CheckAsync()
    {
        var checks = new ProgramChecks(client, mode);
        List<string> problems = [];
        try
        {
            await checks.CheckAsync(driver!, Id, handle!.ResultRunId!);
        }
        catch (Exception e) when (e is TimeoutException or RpcException or TemporalException or Xunit.Sdk.XunitException)
        {
            problems.Add(e.ToString());
        }

        problems.AddRange(checks.Problems);
        return problems.Count == 0 ? [] : [$"seed {seed} of mode {mode}, {Id}:", .. problems, $"histories in {await DumpAsync()}"];
    }

    private async Task EndAsync()
    {
        while (true)
        {
            try
            {
                await handle!.GetResultAsync();
                return;
            }
            catch (WorkflowFailedException)
            {
                return;
            }
            catch (RpcException) when (WorkerCrew.IsHarsh(mode))
            {
                await ProgramDriver.PauseAsync(200);
            }
        }
    }

    private async Task<string> DumpAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), "random-programs", Id);
        Directory.CreateDirectory(folder);
        try
        {
            var runId = handle!.ResultRunId;
            for (var i = 0; runId is not null && i < 10; i++)
            {
                var history = await client.GetWorkflowHandle(Id, runId).FetchHistoryAsync();
                await File.WriteAllTextAsync(Path.Combine(folder, $"{i}.json"), history.ToJson());
                foreach (var started in history.Events.Select(e => e.ChildWorkflowExecutionStartedEventAttributes?.WorkflowExecution).OfType<Temporalio.Api.Common.V1.WorkflowExecution>())
                {
                    var child = await client.GetWorkflowHandle(started.WorkflowId, started.RunId).FetchHistoryAsync();
                    await File.WriteAllTextAsync(Path.Combine(folder, $"{i}-{started.RunId}.json"), child.ToJson());
                }

                runId = history.Events.Last().WorkflowExecutionContinuedAsNewEventAttributes?.NewExecutionRunId;
            }
        }
        catch (RpcException e)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "error.txt"), e.ToString());
        }

        return folder;
    }
}
