using Temporalio.Activities;
using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Interceptors;

/// <summary>What running an activity takes.</summary>
/// <param name="Activity">What is run.</param>
/// <param name="Args">The arguments.</param>
/// <param name="Headers">Headers that came along.</param>
public record ExecuteActivityInput(
    ActivityDefinition Activity,
    object?[] Args,
    IReadOnlyDictionary<string, Payload>? Headers);
