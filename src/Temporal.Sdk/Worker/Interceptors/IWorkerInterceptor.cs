namespace Temporalio.Worker.Interceptors;

/// <summary>Wraps what workers run. A client interceptor that is one too is used by the client's workers.</summary>
public interface IWorkerInterceptor
{
    /// <summary>Wraps one run of a workflow; returns the next one to leave it alone.</summary>
    WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => nextInterceptor;

    /// <summary>Wraps one activity attempt; returns the next one to leave it alone.</summary>
    ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => nextInterceptor;
}
