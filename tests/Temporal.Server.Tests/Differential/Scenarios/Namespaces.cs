using Temporalio.Api.Namespace.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Namespaces and the other things that operators ask for.</summary>
internal static class Namespaces
{
    public static async Task IsRegistered(World w)
    {
        var register = new RegisterNamespaceRequest
        {
            Namespace = w.Id("space"), Description = "described", OwnerEmail = "someone@example.org", WorkflowExecutionRetentionPeriod = Make.Seconds(86400), Data = { ["key"] = "value" },
        };
        await w.CallAsync<RegisterNamespaceResponse>(register);
        await w.CallAsync<RegisterNamespaceResponse>(register);
        var described = await w.CallAsync<DescribeNamespaceResponse>(new DescribeNamespaceRequest { Namespace = w.Id("space") }, isSilent: true);
        w.Transcript.Message("described", described.NamespaceInfo is null ? new NamespaceInfo() : WithoutCapabilities(described.NamespaceInfo));
        w.Transcript.Line($"retention {described.Config?.WorkflowExecutionRetentionTtl}");
        await w.CallAsync<UpdateNamespaceResponse>(
            new UpdateNamespaceRequest { Namespace = w.Id("space"), UpdateInfo = new UpdateNamespaceInfo { Description = "other" } }, isSilent: true);
    }

    public static async Task AreRefused(World w)
    {
        await w.CallAsync<RegisterNamespaceResponse>(new RegisterNamespaceRequest { WorkflowExecutionRetentionPeriod = Make.Seconds(86400) }, isNamespaceSet: false);
        await w.CallAsync<RegisterNamespaceResponse>(new RegisterNamespaceRequest { Namespace = w.Id("short"), WorkflowExecutionRetentionPeriod = Make.Seconds(60) });
        await w.CallAsync<RegisterNamespaceResponse>(new RegisterNamespaceRequest { Namespace = w.Id("none") });
        await w.CallAsync<DescribeNamespaceResponse>(new DescribeNamespaceRequest { Namespace = w.Id("nowhere") });
        await w.CallAsync<UpdateNamespaceResponse>(new UpdateNamespaceRequest { Namespace = w.Id("nowhere") });
        await w.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Namespace = w.Id("nowhere") });
        await w.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Namespace = w.Id("nowhere") });
        await w.CallAsync<QueryWorkflowResponse>(new QueryWorkflowRequest { Namespace = w.Id("nowhere"), Execution = w.Of(), Query = new() { QueryType = "q" } });
        await w.CallAsync<SignalWorkflowExecutionResponse>(new SignalWorkflowExecutionRequest { Namespace = w.Id("nowhere"), WorkflowExecution = w.Of(), SignalName = "s" });
    }

    private static NamespaceInfo WithoutCapabilities(NamespaceInfo info)
    {
        info = info.Clone();
        info.Capabilities = null;
        info.Limits = null;
        info.SupportsSchedules = false;
        return info;
    }
}
