using Temporal.Server.Grpc;
using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Execution;

/// <summary>A command that cannot be carried out.</summary>
/// <param name="Cause">What kind of mistake it is.</param>
/// <param name="Message">The real server's words.</param>
/// <param name="IsFatal">Trying again cannot help (a payload is too large): the run is terminated.</param>
internal sealed record CommandError(WorkflowTaskFailedCause Cause, string Message, bool IsFatal = false)
{
    public string Text => $"{Cause}: {Message}";

    /// <summary>The answer where the worker is only told, and its task left as it is.</summary>
    public ServiceException? Refusal { get; private init; }

    /// <summary>A mistake that the worker is told of while its task goes on: the real server does so for some kinds.</summary>
    public static CommandError Told(string message) => Told(ServiceException.InvalidArgument(message));

    /// <summary>The same with any error.</summary>
    public static CommandError Told(ServiceException error) => new(WorkflowTaskFailedCause.Unspecified, error.Message) { Refusal = error };
}
