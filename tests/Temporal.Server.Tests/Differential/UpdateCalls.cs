using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential;

/// <summary>What clients and workers say about updates.</summary>
internal static class UpdateCalls
{
    public static UpdateWorkflowExecutionRequest UpdateRequest(
        this World w, string id = "u", UpdateWorkflowExecutionLifecycleStage stage = UpdateWorkflowExecutionLifecycleStage.Completed) => new()
        {
            WorkflowExecution = w.Of(),
            WaitPolicy = new WaitPolicy { LifecycleStage = stage },
            Request = new Request
            {
                Meta = new Meta { UpdateId = id, Identity = "client" },
                Input = new Input { Name = "update", Args = Make.Payloads(id) },
            },
        };

    /// <summary>Begins an update and waits for nothing.</summary>
    public static OpenCall BeginUpdate(
        this World w, string id = "u", UpdateWorkflowExecutionLifecycleStage stage = UpdateWorkflowExecutionLifecycleStage.Completed) => w.Begin(w.UpdateRequest(id, stage));

    public static Task<UpdateWorkflowExecutionResponse> EndUpdateAsync(this World w, OpenCall call) => w.EndAsync<UpdateWorkflowExecutionResponse>(call);

    public static Task PollUpdateAsync(this World w, string id = "u", UpdateWorkflowExecutionLifecycleStage stage = UpdateWorkflowExecutionLifecycleStage.Completed) =>
        w.CallAsync<PollWorkflowExecutionUpdateResponse>(new PollWorkflowExecutionUpdateRequest
        {
            UpdateRef = new UpdateRef { WorkflowExecution = w.Of(), UpdateId = id },
            Identity = "client",
            WaitPolicy = new WaitPolicy { LifecycleStage = stage },
        });

    /// <summary>Waits until the service has taken an update in that no task has carried yet.</summary>
    public static async Task KnowsUpdateAsync(this World w, string id)
    {
        var request = new PollWorkflowExecutionUpdateRequest
        {
            UpdateRef = new UpdateRef { WorkflowExecution = w.Of(), UpdateId = id },
            WaitPolicy = new WaitPolicy { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Unspecified },
        };
        await Vibe.TestKit.Eventually.HoldsAsync(
            async () => (await w.CallAsync<PollWorkflowExecutionUpdateResponse>(request, isSilent: true, isRefusalSilent: true)).Stage != UpdateWorkflowExecutionLifecycleStage.Unspecified);
    }

    /// <summary>The worker takes the update on.</summary>
    public static Message Accept(PollWorkflowTaskQueueResponse task, string id = "u")
    {
        var request = task.Messages.FirstOrDefault(message => message.ProtocolInstanceId == id) ?? new Message();
        return Pack(id, "accept", new Acceptance
        {
            AcceptedRequestMessageId = request.Id,
            AcceptedRequestSequencingEventId = request.EventId,
            AcceptedRequest = request.Body?.Unpack<Request>(),
        });
    }

    /// <summary>The worker's validator refuses the update.</summary>
    public static Message Reject(PollWorkflowTaskQueueResponse task, string id = "u")
    {
        var request = task.Messages.FirstOrDefault(message => message.ProtocolInstanceId == id) ?? new Message();
        return Pack(id, "reject", new Rejection
        {
            RejectedRequestMessageId = request.Id,
            RejectedRequestSequencingEventId = request.EventId,
            RejectedRequest = request.Body?.Unpack<Request>(),
            Failure = Make.Failure("refused"),
        });
    }

    /// <summary>The update's handler has ended.</summary>
    public static Message Respond(string id = "u", bool isFailure = false) => Pack(id, "respond", new Response
    {
        Meta = new Meta { UpdateId = id, Identity = "client" },
        Outcome = isFailure ? new Outcome { Failure = Make.Failure("update failed") } : new Outcome { Success = Make.Payloads("outcome") },
    });

    /// <summary>The place of a message among the commands.</summary>
    public static Command Place(Message message) => new()
    {
        CommandType = CommandType.ProtocolMessage,
        ProtocolMessageCommandAttributes = new ProtocolMessageCommandAttributes { MessageId = message.Id },
    };

    /// <summary>Answers a task with messages and their places, then commands.</summary>
    public static Task<RespondWorkflowTaskCompletedResponse> AnswerAsync(this World w, PollWorkflowTaskQueueResponse task, Message[] messages, params Command[] commands) =>
        w.CompleteAsync(task, request =>
        {
            request.Messages.Add(messages);
            request.Commands.Add(messages.Where(message => !message.Body.Is(Rejection.Descriptor)).Select(Place));
            request.Commands.Add(commands);
        });

    private static Message Pack(string id, string kind, IMessage body) => new() { Id = $"{id}/{kind}", ProtocolInstanceId = id, Body = Any.Pack(body) };
}
