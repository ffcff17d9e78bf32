using Temporalio.Api.Sdk.V1;
using Temporalio.Worker.Activations;

namespace Temporalio.Worker.Engine.Machines;

/// <summary>Texts of a command for user interfaces.</summary>
internal static class CommandMetadata
{
    public static UserMetadata? Of(WorkflowCommand command) =>
        command.Summary is null && command.Details is null
            ? null
            : new UserMetadata { Summary = command.Summary, Details = command.Details };
}
