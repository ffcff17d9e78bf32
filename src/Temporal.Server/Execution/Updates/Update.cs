using Temporal.Server.Grpc;
using Temporalio.Api.Update.V1;

namespace Temporal.Server.Execution.Updates;

/// <summary>An update on its way through a workflow. Callers wait for its stages; they learn of a stage when it is durable.</summary>
internal sealed class Update(string id, Request request)
{
    private readonly TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = id;

    public Request Request { get; } = request;

    public UpdateStage Stage { get; set; }

    public string MessageId => Id + "/request";

    /// <summary>The event of its acceptance.</summary>
    public long AcceptedId { get; set; }

    /// <summary>Told to callers; set with the last stage.</summary>
    public Outcome? Outcome { get; private set; }

    /// <summary>Accepted or completed, as far as callers may know.</summary>
    public UpdateStage VisibleStage { get; private set; }

    public Task AcceptedAsync => _accepted.Task;

    public Task CompletedAsync => _completed.Task;

    public void Accept()
    {
        VisibleStage = VisibleStage == UpdateStage.Completed ? VisibleStage : UpdateStage.Accepted;
        _accepted.TrySetResult();
    }

    public void Complete(Outcome outcome)
    {
        Outcome = outcome;
        VisibleStage = UpdateStage.Completed;
        _accepted.TrySetResult();
        _completed.TrySetResult();
    }

    /// <summary>The update did not come to an outcome; everybody who waits gets this error.</summary>
    public void Abort(ServiceException error)
    {
        _accepted.TrySetException(error);
        _completed.TrySetException(error);

        // Nobody may be waiting.
        _ = _accepted.Task.Exception;
        _ = _completed.Task.Exception;
    }
}
