using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Execution;

/// <summary>A command that cannot be carried out.</summary>
/// <param name="Cause">What kind of mistake it is.</param>
/// <param name="Message">The real server's words.</param>
/// <param name="IsFatal">Trying again cannot help (a payload is too large): the run is terminated.</param>
internal sealed record CommandError(WorkflowTaskFailedCause Cause, string Message, bool IsFatal = false)
{
    public string Text => $"{Cause}: {Message}";
}
