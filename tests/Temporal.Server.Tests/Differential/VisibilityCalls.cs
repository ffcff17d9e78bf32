using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential;

/// <summary>What is asked about many workflows at once.</summary>
internal static class VisibilityCalls
{
    /// <summary>Waits until the service, whose lists may lag, finds so many.</summary>
    public static Task CountsAsync(this World w, long count, string query) => Vibe.TestKit.Eventually.HoldsAsync(
        async () => (await w.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Query = query }, isSilent: true)).Count == count);

    /// <summary>Lists and counts, and writes down only how they were refused.</summary>
    public static async Task RefuseListAsync(this World w, string query)
    {
        w.Transcript.Line($"query {query}");
        await w.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Query = query }, isSilent: true);
        await w.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Query = query }, isSilent: true);
    }

    /// <summary>Lists or counts and writes down which query found what.</summary>
    public static async Task ListAsync(this World w, string query, bool isCount = false)
    {
        w.Transcript.Line($"query {query}");
        if (isCount)
        {
            await w.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Query = query });
        }
        else
        {
            await w.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Query = query });
        }
    }
}
