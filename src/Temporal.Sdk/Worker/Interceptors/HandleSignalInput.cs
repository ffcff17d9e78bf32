using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>What handling a signal takes.</summary>
/// <param name="Signal">Its name.</param>
/// <param name="Definition">Its handler.</param>
/// <param name="Args">The arguments.</param>
/// <param name="Headers">Headers that came along.</param>
public record HandleSignalInput(
    string Signal,
    WorkflowSignalDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
