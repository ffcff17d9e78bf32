using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.RandomScripts;

/// <summary>What workers do in a random script.</summary>
internal sealed class RandomWorker(World world, Random random, Standing standing, RandomMood mood)
{
    private readonly RandomCommands _commands = new(world, random, mood);
    private readonly List<(string Workflow, PollWorkflowTaskQueueResponse Task)> _tasks = [];
    private readonly List<(string Name, PollActivityTaskQueueResponse Task)> _activities = [];
    private readonly List<(string Workflow, string RunId, string Update)> _accepted = [];
    private PollWorkflowTaskQueueResponse? _lastTask;
    private PollActivityTaskQueueResponse? _lastActivity;

    /// <summary>Does one thing, where there is something to do.</summary>
    public Task StepAsync()
    {
        var withTask = standing.WithTask;
        var hurry = mood.Hurry;
        mood.Hurry = null;
        if (hurry is not null && withTask.Contains(hurry))
        {
            return TakeAsync(hurry);
        }

        var steps = new List<Func<Task>>();
        var withActivity = standing.WithActivity;
        Offer(steps, withTask.Count > 0 ? 3 : 0, () => TakeAsync(withTask[random.Next(withTask.Count)]));
        Offer(steps, _tasks.Count > 0 ? 4 : 0, AnswerAsync);
        Offer(steps, withActivity.Count > 0 ? 2 : 0, () => TakeActivityAsync(withActivity[random.Next(withActivity.Count)]));
        Offer(steps, _activities.Count > 0 && mood.OpenUpdates == 0 ? 2 : 0, AnswerActivityAsync);
        Offer(steps, mood.MayErr && random.Next(10) == 0 ? 1 : 0, AnswerAgainAsync);
        return steps.Count == 0 ? Task.CompletedTask : steps[random.Next(steps.Count)]();
    }

    private static void Offer(List<Func<Task>> steps, int weight, Func<Task> step) => steps.AddRange(Enumerable.Repeat(step, weight));

    private async Task TakeAsync(string workflow)
    {
        Note($"take a task of {workflow}");
        _tasks.Add((workflow, await world.TaskAsync(new() { Name = world.Id($"{workflow}-queue") })));
    }

    private async Task AnswerAsync()
    {
        var at = random.Next(_tasks.Count);
        var (workflow, task) = _tasks[at];
        _tasks.RemoveAt(at);
        _lastTask = task;
        if (task.Attempt == 1 && mood.MayErr && random.Next(12) == 0)
        {
            Note($"fail the task of {workflow}");
            await world.FailTaskAsync(task);
            return;
        }

        var messages = Messages(workflow, task);
        var commands = _commands.For(workflow, task);
        if (commands.Any(command => command.CommandType == CommandType.ContinueAsNewWorkflowExecution))
        {
            // A run younger than a second is continued later.
            await world.PassAsync(1.2);
        }

        var request = new RespondWorkflowTaskCompletedRequest { TaskToken = task.TaskToken, Identity = "worker" };
        request.Messages.Add(messages);
        request.Commands.Add(messages.Where(message => !message.Body.Is(Rejection.Descriptor)).Select(UpdateCalls.Place));
        request.Commands.Add(commands);
        request.ForceCreateNewWorkflowTask = random.Next(8) == 0;
        request.ReturnNewWorkflowTask = commands.Count == 0 && random.Next(3) == 0;
        var flags = (request.ForceCreateNewWorkflowTask ? " and more" : "") + (request.ReturnNewWorkflowTask ? " at once" : "");
        Note($"answer the task of {workflow}{flags}: {string.Join(", ", messages.Select(message => message.Id).Concat(commands.Select(command => $"{command.CommandType}")))}");
        var response = await world.CallAsync<RespondWorkflowTaskCompletedResponse>(request);
        if (response.WorkflowTask is { TaskToken.IsEmpty: false } next)
        {
            _tasks.Add((workflow, next));
        }
    }

    /// <summary>What becomes of the updates that the task carries, and of those that were accepted before.</summary>
    private List<Message> Messages(string workflow, PollWorkflowTaskQueueResponse task)
    {
        var messages = new List<Message>();
        var run = task.WorkflowExecution.RunId;
        foreach (var update in _accepted.Where(one => one.Workflow == workflow && one.RunId == run && random.Next(2) == 0).ToList())
        {
            _accepted.Remove(update);
            messages.Add(UpdateCalls.Respond(update.Update, isFailure: random.Next(4) == 0));
        }

        foreach (var carried in task.Messages)
        {
            var update = carried.ProtocolInstanceId;
            switch (random.Next(6))
            {
                case 0 or 1:
                    messages.AddRange(UpdateCalls.Accept(task, update), UpdateCalls.Respond(update, isFailure: random.Next(4) == 0));
                    break;
                case 2 or 3:
                    messages.Add(UpdateCalls.Accept(task, update));
                    _accepted.Add((workflow, run, update));
                    break;
                case 4:
                    messages.Add(UpdateCalls.Reject(task, update));
                    break;
                default:
                    break;
            }
        }

        return messages;
    }

    private async Task TakeActivityAsync((string Workflow, string Activity) one)
    {
        Note($"take activity {one.Activity} of {one.Workflow}");
        _activities.Add(($"{one.Activity} of {one.Workflow}", await world.ActivityAsync(world.Id(RandomCommands.ActivityQueue(one.Workflow, one.Activity)))));
    }

    private Task AnswerActivityAsync()
    {
        var at = random.Next(_activities.Count);
        var (name, task) = _activities[at];
        if (random.Next(4) == 0)
        {
            Note($"heartbeat of {name}");
            return world.HeartbeatAsync(task);
        }

        _activities.RemoveAt(at);
        _lastActivity = task;
        Note($"answer {name}");
        return random.Next(6) switch
        {
            0 or 1 or 2 => world.CompleteActivityAsync(task),
            3 or 4 => world.FailActivityAsync(task, Make.Failure("no", random.Next(2) == 0 ? "Type" : "Else", nonRetryable: random.Next(3) == 0)),
            _ => world.CancelActivityAsync(task),
        };
    }

    /// <summary>A worker whose answer was lost sends it once more, or something else.</summary>
    private Task AnswerAgainAsync()
    {
        if (_lastTask is { } task && random.Next(2) == 0)
        {
            Note("answer the last task once more");
            return random.Next(3) == 0 ? world.FailTaskAsync(task) : world.CompleteAsync(task, Array.Empty<Command>());
        }

        if (_lastActivity is not { } activity)
        {
            return Task.CompletedTask;
        }

        Note("answer the last activity once more");
        return random.Next(3) == 0 ? world.FailActivityAsync(activity) : world.CompleteActivityAsync(activity);
    }

    private void Note(string text) => world.Transcript.Line($"> {text}");
}
