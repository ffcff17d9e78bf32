using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporal.Sdk.Tests.Peers.Driven;

/// <summary>Reads its argument as the type that its encoding means and answers it.</summary>
[Workflow("Echo")]
public sealed class EchoValueWorkflow
{
    [WorkflowRun]
    public Task<object?> RunAsync(IRawValue value)
    {
        var type = value.Payload.Metadata["encoding"].ToStringUtf8() == "binary/plain" ? typeof(byte[]) : typeof(object);
        return Task.FromResult(Workflow.PayloadConverter.ToValue(value.Payload, type));
    }
}
