namespace Temporalio.Workflows;

/// <summary>Marks the method that is the workflow. There is exactly one per workflow; an override repeats the attribute.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowRunAttribute : Attribute
{
}
