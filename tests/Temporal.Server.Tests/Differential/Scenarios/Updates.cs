using Temporalio.Api.WorkflowService.V1;
using static Temporal.Server.Tests.Differential.UpdateCalls;
using Stage = Temporalio.Api.Enums.V1.UpdateWorkflowExecutionLifecycleStage;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Updates: what becomes of them, and of the tasks that carry them.</summary>
internal static class Updates
{
    public static async Task CompletesAtOnce(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Accept(task), Respond()]);
        await w.EndUpdateAsync(call);
        await w.PollUpdateAsync();
        await w.EndUpdateAsync(w.BeginUpdate());
        await w.SignalAsync();
        await w.NextAsync(Make.Complete());
        await w.PollUpdateAsync();
        await w.EndUpdateAsync(w.BeginUpdate("later"));
    }

    public static async Task AskedForAgainAfterTheEnd(World w)
    {
        var run = await w.StartAsync();
        var call = w.BeginUpdate();
        var task = await TaskWithUpdateAsync(w);
        await w.AnswerAsync(task, [Accept(task), Respond()], Make.Complete());
        await w.EndUpdateAsync(call);
        await SendAsync(w, request => request.FirstExecutionRunId = run);
        await SendAsync(w, request => request.FirstExecutionRunId = "00000000-0000-4000-8000-000000000000");
        await SendAsync(w, request => (request.FirstExecutionRunId, request.Request.Meta.UpdateId) = (run, "later"));
    }

    public static async Task FailsAtOnce(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Accept(task), Respond(isFailure: true)]);
        await w.EndUpdateAsync(call);
    }

    public static async Task CompletesLater(World w)
    {
        var (call, task) = await BeginAsync(w, Stage.Accepted);
        await w.AnswerAsync(task, [Accept(task)], Make.Timer("t", 1.2));
        await w.EndUpdateAsync(call);
        await w.PollUpdateAsync(stage: Stage.Accepted);
        var timer = await w.TaskAsync();
        await w.AnswerAsync(timer, [Respond()]);
        await w.PollUpdateAsync();
    }

    public static async Task ArrivesWhereActivitiesAreTakenAndReport(World w)
    {
        await w.RunAsync(Make.Activity("one"), Make.Activity("two", command => command.TaskQueue = new() { Name = w.Id("other") }));
        var first = await w.ActivityAsync();
        var call = w.BeginUpdate();
        var task = await TaskWithUpdateAsync(w);
        await w.ActivityAsync(w.Id("other"));
        await w.AnswerAsync(task, [Accept(task), Respond()]);
        await w.EndUpdateAsync(call);
        var other = w.BeginUpdate("v");
        var second = await TaskWithUpdateAsync(w);
        await w.HeartbeatAsync(first);
        await w.AnswerAsync(second, [Reject(second, "v")]);
        await w.EndUpdateAsync(other);
    }

    public static async Task IsRejectedOnAnIdleWorkflow(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Reject(task)]);
        await w.EndUpdateAsync(call);
        await w.DescribeAsync();
        await w.PollUpdateAsync();
        await w.SignalAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsRejectedWithCommands(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Reject(task)], Make.Timer("t", 40));
        await w.EndUpdateAsync(call);
    }

    public static async Task IsRejectedOnANormalTask(World w)
    {
        await w.RunAsync();
        await w.SignalAsync();
        var call = w.BeginUpdate();
        var task = await TaskWithUpdateAsync(w);
        await w.AnswerAsync(task, [Reject(task)]);
        await w.EndUpdateAsync(call);
    }

    public static async Task SignalArrivesAtASpeculativeTask(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.SignalAsync();
        await w.AnswerAsync(task, [Reject(task)]);
        await w.EndUpdateAsync(call);
        await w.NextAsync(Make.Complete());
    }

    public static async Task SignalArrivesAndItCompletes(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.SignalAsync();
        await w.AnswerAsync(task, [Accept(task), Respond()], Make.Timer("t", 40));
        await w.EndUpdateAsync(call);
        await w.NextAsync(Make.Complete());
    }

    public static async Task TaskFails(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.FailTaskAsync(task);
        var again = await w.TaskAsync();
        await w.AnswerAsync(again, [Accept(again), Respond()]);
        await w.EndUpdateAsync(call);
    }

    public static async Task TaskTimesOut(World w)
    {
        await w.StartAsync(with: request => request.WorkflowTaskTimeout = Make.Seconds(3));
        await w.NextAsync();
        var call = w.BeginUpdate();
        await w.TaskAsync();
        var again = await w.TaskAsync();
        await w.AnswerAsync(again, [Accept(again), Respond()]);
        await w.EndUpdateAsync(call);
    }

    public static async Task TaskAnswersNothing(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.CompleteAsync(task);
        await w.EndUpdateAsync(call);
    }

    public static async Task TaskAnswersWithCommandsOnly(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.CompleteAsync(task, Make.Timer("t", 40));
        await w.EndUpdateAsync(call);
    }

    public static async Task BeforeTheFirstTask(World w)
    {
        await w.StartAsync();
        var call = w.BeginUpdate();
        var task = await TaskWithUpdateAsync(w);
        await w.AnswerAsync(task, [Accept(task), Respond()], Make.Timer("t", 40));
        await w.EndUpdateAsync(call);
    }

    public static async Task WithTheEnd(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Accept(task), Respond()], Make.Complete());
        await w.EndUpdateAsync(call);
    }

    public static async Task AcceptedAndTheWorkflowEnds(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Accept(task)], Make.Complete());
        await w.EndUpdateAsync(call);
        await w.PollUpdateAsync();
    }

    public static async Task NotAcceptedAndTheWorkflowEnds(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.CompleteAsync(task, Make.Complete());
        await w.EndUpdateAsync(call);
    }

    public static async Task NotAcceptedAndTheWorkflowContinues(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.PassAsync(1.2);
        await w.CompleteAsync(task, Make.ContinueAsNew());
        await w.EndUpdateAsync(call);
    }

    public static async Task AcceptedAndTheWorkflowContinues(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.PassAsync(1.2);
        await w.AnswerAsync(task, [Accept(task)], Make.ContinueAsNew());
        await w.EndUpdateAsync(call);
    }

    public static async Task AcceptedAndTheWorkflowIsTerminated(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Accept(task)], Make.Timer("t", 40));
        await w.TerminateAsync();
        await w.EndUpdateAsync(call);
    }

    public static async Task WaitingAndTheWorkflowIsTerminated(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.TerminateAsync();
        await w.EndUpdateAsync(call);
        await w.AnswerAsync(task, [Accept(task)]);
    }

    public static async Task TwoInOneTask(World w)
    {
        var (first, task) = await BeginAsync(w, id: "a");
        await w.AnswerAsync(task, [Accept(task, "a")], Make.Timer("t", 40));
        var second = w.BeginUpdate("b");
        var next = await w.TaskAsync();
        await w.AnswerAsync(next, [Accept(next, "b"), Respond("b"), Respond("a")]);
        await w.EndUpdateAsync(first);
        await w.EndUpdateAsync(second);
    }

    public static async Task AfterARejectedOne(World w)
    {
        var (first, task) = await BeginAsync(w, id: "a");
        await w.AnswerAsync(task, [Reject(task, "a")]);
        await w.EndUpdateAsync(first);
        var second = w.BeginUpdate("b");
        var next = await w.TaskAsync();
        await w.AnswerAsync(next, [Accept(next, "b"), Respond("b")]);
        await w.EndUpdateAsync(second);
    }

    public static async Task WithoutPlacesInTheCommands(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.CompleteAsync(task, request =>
        {
            request.Messages.Add([Accept(task), Respond()]);
            request.Commands.Add(Make.Timer("t", 40));
        });
        await w.EndUpdateAsync(call);
    }

    public static async Task CommandsBetweenItsMessages(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.CompleteAsync(task, request =>
        {
            request.Messages.Add([Accept(task), Respond()]);
            request.Commands.Add([Make.Timer("t", 40), Place(Accept(task)), Make.Activity("a"), Place(Respond())]);
        });
        await w.EndUpdateAsync(call);
    }

    public static async Task MessagesThatDoNotFit(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Respond()]);
        var again = await w.TaskAsync();
        await w.CompleteAsync(again, request => request.Commands.Add(Place(Accept(again))));
        await w.CompleteAsync(again, request => request.Messages.Add(Accept(again, "unknown")));
        await w.AnswerAsync(again, [Accept(again), Accept(again)]);
        await w.AnswerAsync(again, [Accept(again), Respond()]);
        await w.EndUpdateAsync(call);
    }

    public static async Task AnsweredWithABadCommand(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Accept(task)], Make.Timer("", 1));
        var again = await w.TaskAsync();
        await w.AnswerAsync(again, [Accept(again), Respond()]);
        await w.EndUpdateAsync(call);
    }

    public static async Task AnsweredWithAnUnhandledCommand(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.SignalAsync();
        await w.AnswerAsync(task, [Accept(task)], Make.Complete());
        var again = await w.TaskAsync();
        await w.AnswerAsync(again, [], Make.Complete());
        await w.EndUpdateAsync(call);
    }

    public static async Task AnsweredWithATooLargeCommand(World w)
    {
        var (call, task) = await BeginAsync(w);
        await w.AnswerAsync(task, [Accept(task)], Make.Marker("m", marker => marker.Details["data"] = Make.Payloads(new string('x', (2 * 1024 * 1024) + 1))));
        await w.EndUpdateAsync(call);
    }

    public static async Task OfAFailingWorkflow(World w)
    {
        await w.StartAsync();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await w.FailTaskAsync(await w.TaskAsync());
        }

        await w.TaskAsync();
        await w.EndUpdateAsync(w.BeginUpdate());
    }

    public static async Task InlineTaskAfterIt(World w)
    {
        await w.StartAsync();
        await w.CompleteAsync(await w.TaskAsync(), request => request.ReturnNewWorkflowTask = true);
        var call = w.BeginUpdate();
        var task = await w.TaskAsync();
        await w.CompleteAsync(task, request =>
        {
            request.ReturnNewWorkflowTask = true;
            request.Messages.Add(Reject(task));
        });
        await w.EndUpdateAsync(call);
    }

    public static async Task Refused(World w)
    {
        await w.EndUpdateAsync(w.BeginUpdate());
        await w.PollUpdateAsync();
        await w.RunAsync();
        await w.PollUpdateAsync();
        await w.EndUpdateAsync(w.BeginUpdate(stage: Stage.Admitted));
        await SendAsync(w, request => request.Request.Input.Name = "");
        await SendAsync(w, request => request.Request.Input = null);
        await SendAsync(w, request => request.Request = null);
        await SendAsync(w, request => request.WorkflowExecution = null);
        await SendAsync(w, request => request.WorkflowExecution.WorkflowId = "");
        await SendAsync(w, request => request.WorkflowExecution.RunId = "rubbish");
        await SendAsync(w, request => request.Request.Meta.UpdateId = new string('x', 1001));
        await SendAsync(w, request => request.FirstExecutionRunId = "00000000-0000-4000-8000-000000000000");
        await w.CallAsync<PollWorkflowExecutionUpdateResponse>(new PollWorkflowExecutionUpdateRequest());
    }

    private static async Task SendAsync(World w, Action<UpdateWorkflowExecutionRequest> with)
    {
        var request = w.UpdateRequest();
        with(request);
        await w.CallAsync<UpdateWorkflowExecutionResponse>(request);
    }

    /// <summary>A workflow that idles, an update to it, and the task that carries it.</summary>
    private static async Task<(OpenCall Call, PollWorkflowTaskQueueResponse Task)> BeginAsync(World w, Stage stage = Stage.Completed, string id = "u")
    {
        await w.RunAsync();
        var call = w.BeginUpdate(id, stage);
        return (call, await w.TaskAsync());
    }

    // Nothing shows a client that its update waits for a task that was there before: the answer to the same update, waiting for nothing, does.
    private static async Task<PollWorkflowTaskQueueResponse> TaskWithUpdateAsync(World w)
    {
        await w.KnowsUpdateAsync("u");
        return await w.TaskAsync();
    }
}
