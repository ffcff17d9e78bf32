using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>What a workflow is told when another workflow could not be reached.</summary>
internal static class ExternalFailures
{
    /// <summary>The failure of a signal or a cancellation.</summary>
    /// <param name="action">What was tried.</param>
    /// <param name="cause">The server's cause.</param>
    public static Failure Of(string action, string cause) => new()
    {
        Message = cause switch
        {
            "ExternalWorkflowExecutionNotFound" => $"Unable to {action} external workflow because it was not found",
            "NamespaceNotFound" => $"Unable to {action} external workflow because its namespace was not found",
            "SignalCountLimitExceeded" => $"Unable to {action} external workflow because it has too many signals",
            _ => $"Unable to {action} external workflow: {cause}",
        },
        ApplicationFailureInfo = new() { Type = cause },
    };
}
