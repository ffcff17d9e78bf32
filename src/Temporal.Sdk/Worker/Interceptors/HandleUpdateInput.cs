using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Worker.Interceptors;

/// <summary>What handling an update takes.</summary>
/// <param name="Id">The update's id.</param>
/// <param name="Update">Its name.</param>
/// <param name="Definition">Its handler.</param>
/// <param name="Args">The arguments.</param>
/// <param name="Headers">Headers that came along.</param>
public record HandleUpdateInput(
    string Id,
    string Update,
    WorkflowUpdateDefinition Definition,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
