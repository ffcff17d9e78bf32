using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Testing;

/// <summary>Lets time be skipped while a client waits for the end of a workflow.</summary>
internal sealed class TimeSkippingInterceptor(TimeSkipping skipping, Func<TestService> service) : IClientInterceptor
{
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(skipping, service, nextInterceptor);

    private sealed class Outbound(TimeSkipping skipping, Func<TestService> service, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input) =>
            input.WaitNewEvent
                ? skipping.DuringAsync(service(), () => base.FetchWorkflowHistoryEventPageAsync(input))
                : base.FetchWorkflowHistoryEventPageAsync(input);
    }
}
