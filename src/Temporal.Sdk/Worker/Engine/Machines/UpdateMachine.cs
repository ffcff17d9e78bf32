using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Worker.Activations;
using Outcome = Temporalio.Worker.Activations.WorkflowCommand.UpdateOutcome;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>
/// An update: a request that comes as a protocol message and is answered by messages. Acceptance and response go out with a command each, which marks
/// their place among the other commands and is recorded as an event; a rejection leaves no trace in history.
/// </summary>
internal sealed class UpdateMachine : StateMachine
{
    private readonly string messageId;
    private readonly string instanceId;
    private readonly long sequencingEventId;
    private readonly Request request;

    /// <summary>Takes a request and hands it to the workflow.</summary>
    /// <param name="run">The run.</param>
    /// <param name="ids">Id of the request's message, id of the protocol instance, id of the event that it is sequenced behind.</param>
    /// <param name="request">The request.</param>
    /// <param name="runValidator">False where history says that it was accepted before.</param>
    public UpdateMachine(RunState run, (string Message, string Instance, long SequencingEvent) ids, Request request, bool runValidator)
        : base(run)
    {
        messageId = ids.Message;
        instanceId = ids.Instance;
        sequencingEventId = ids.SequencingEvent;
        this.request = request;
        run.Updates[instanceId] = this;
        run.Tell(new WorkflowActivationJob.DoUpdate
        {
            Id = request.Meta?.UpdateId ?? instanceId,
            ProtocolInstanceId = instanceId,
            Name = request.Input?.Name ?? string.Empty,
            Identity = request.Meta?.Identity ?? string.Empty,
            Input = JobShapes.Payloads(request.Input?.Args),
            Headers = JobShapes.Fields(request.Input?.Header),
            RunValidator = runValidator,
        });
    }

    /// <summary>Handles the workflow's answer.</summary>
    public void Respond(Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Accepted:
                Send("accept", EventType.WorkflowExecutionUpdateAccepted, new Acceptance
                {
                    AcceptedRequestMessageId = messageId,
                    AcceptedRequestSequencingEventId = sequencingEventId,
                    AcceptedRequest = request,
                });
                break;
            case Outcome.Rejected rejected:
                Run.Updates.Remove(instanceId);
                Reject(rejected);
                break;
            case Outcome.Completed completed:
                Complete(new() { Success = ProtoShapes.Payloads(completed.Result) ?? new() });
                break;
            case Outcome.Failed failed:
                Complete(new() { Failure = failed.Failure });
                break;
            default:
                throw new ArgumentException($"Unknown outcome of an update: {outcome.GetType().Name}", nameof(outcome));
        }
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent e)
    {
        var recorded = e.EventType == EventType.WorkflowExecutionUpdateAccepted
            ? e.WorkflowExecutionUpdateAcceptedEventAttributes.ProtocolInstanceId
            : e.WorkflowExecutionUpdateCompletedEventAttributes.Meta?.UpdateId ?? instanceId;
        if (recorded != instanceId)
        {
            throw NondeterminismException.Differs(command, e, "The update id", instanceId, recorded);
        }
    }

    private void Complete(Api.Update.V1.Outcome outcome)
    {
        Run.Updates.Remove(instanceId);
        Send("complete", EventType.WorkflowExecutionUpdateCompleted, new Response { Meta = request.Meta, Outcome = outcome });
    }

    private void Reject(Outcome.Rejected rejected)
    {
        if (Run.IsReplaying)
        {
            return;
        }

        Run.Messages.Add(ToMessage($"{messageId}/reject", new Rejection
        {
            RejectedRequestMessageId = messageId,
            RejectedRequestSequencingEventId = sequencingEventId,
            RejectedRequest = request,
            Failure = rejected.Failure,
        }));
    }

    private void Send(string step, EventType recordedAs, IMessage body)
    {
        var id = $"{messageId}/{step}";
        var command = new Command
        {
            CommandType = CommandType.ProtocolMessage,
            ProtocolMessageCommandAttributes = new() { MessageId = id },
        };
        Run.Issue(this, command, recordedAs, ToMessage(id, body));
    }

    private OutgoingMessage ToMessage(string id, IMessage body) => new(id, instanceId, body);
}
