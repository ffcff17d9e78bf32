using System.Reflection;

namespace Temporalio.Worker.Interceptors;

/// <summary>What running a workflow takes.</summary>
/// <param name="Instance">The workflow object.</param>
/// <param name="RunMethod">Its run method.</param>
/// <param name="Args">The arguments.</param>
public record ExecuteWorkflowInput(
    object Instance,
    MethodInfo RunMethod,
    object?[] Args);
