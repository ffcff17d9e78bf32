#pragma warning disable CS0612 // obsolete members are what older workers and clients still send
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Tests.Differential.Scenarios;

/// <summary>Starts: what is kept of them, ids that exist already, and requests that are refused.</summary>
internal static class Starting
{
    public static async Task KeepsEverything(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.Input = Make.Payloads("input");
            request.WorkflowExecutionTimeout = Make.Seconds(300);
            request.WorkflowRunTimeout = Make.Seconds(200);
            request.WorkflowTaskTimeout = Make.Seconds(20);
            request.Memo = new Memo { Fields = { ["memo"] = Make.Payload("memo") } };
            request.SearchAttributes = new SearchAttributes { IndexedFields = { ["TestKeyword"] = Make.Payload("word") } };
            request.Header = new Header { Fields = { ["header"] = Make.Payload("header") } };
            request.RetryPolicy = new RetryPolicy { InitialInterval = Make.Seconds(3) };
            request.UserMetadata = new Temporalio.Api.Sdk.V1.UserMetadata { Summary = Make.Payload("summary"), Details = Make.Payload("details") };
            request.Priority = new Priority { PriorityKey = 2, FairnessKey = "fair", FairnessWeight = 2 };
            request.Links.Add(new Link { BatchJob = new Link.Types.BatchJob { JobId = "job" } });
        });
        await w.TaskAsync();
    }

    public static async Task TimeoutsAreLimited(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.WorkflowExecutionTimeout = Make.Seconds(100);
            request.WorkflowRunTimeout = Make.Seconds(200);
            request.WorkflowTaskTimeout = Make.Seconds(500);
        });
        await w.StartAsync("run", request =>
        {
            request.WorkflowRunTimeout = Make.Seconds(5);
            request.WorkflowTaskTimeout = Make.Seconds(50);
        });
    }

    public static async Task IsDelayed(World w)
    {
        await w.StartAsync(with: request => request.WorkflowStartDelay = Make.Seconds(3));
        await w.DescribeAsync();
        await w.SignalAsync();
        await w.CancelAsync();
        await w.NextAsync(Make.Complete());
    }

    public static async Task IsDelayedAndTerminated(World w)
    {
        await w.StartAsync(with: request => request.WorkflowStartDelay = Make.Seconds(30));
        await w.TerminateAsync();
    }

    public static async Task IdIsRunning(World w)
    {
        await w.StartAsync(with: request => request.RequestId = "one");
        await w.StartAsync(with: request => request.RequestId = "one");
        await w.StartAsync(with: request => request.RequestId = "two");
        await w.StartAsync(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting);
        await w.StartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate);
        await w.StartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly);
    }

    public static async Task SameRequestAfterTheTaskStarted(World w)
    {
        await w.StartAsync(with: request => request.RequestId = "one");
        await w.CompleteAsync(await w.TaskAsync());
        await w.StartAsync(with: request => request.RequestId = "one");
        await w.TerminateAsync();
        await w.StartAsync(with: request => request.RequestId = "one");
    }

    public static async Task IdIsClosed(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.NextAsync(Make.Complete());
        await w.StartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate);
        await w.StartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly);
        await w.StartAsync(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting);
        await w.NextAsync(Make.Complete());
    }

    public static async Task IdIsClosedAfterFailure(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.NextAsync(Make.Fail());
        await w.StartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.AllowDuplicateFailedOnly);
        await w.NextAsync(Make.Complete());
    }

    public static async Task TerminatesTheExisting(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.TaskAsync();
        await w.StartAsync(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);
        await w.NextAsync(Make.Complete());
    }

    public static async Task TerminatesIfRunning(World w)
    {
        await w.RunAsync(Make.Timer("t", 1.2));
        await w.NextAsync();
        await w.StartAsync(with: request => request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.TerminateIfRunning);
        await w.NextAsync(Make.Complete());
    }

    public static async Task TerminatesTheExistingTooSoon(World w)
    {
        await w.StartAsync();
        await w.StartAsync(with: request => request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting);
    }

    public static async Task UsesTheExistingAndAttaches(World w)
    {
        await w.StartAsync();
        await w.StartAsync(with: request =>
        {
            request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.UseExisting;
            request.RequestId = "attached";
            request.OnConflictOptions = new Temporalio.Api.Workflow.V1.OnConflictOptions { AttachRequestId = true, AttachLinks = true };
            request.Links.Add(new Link { BatchJob = new Link.Types.BatchJob { JobId = "job" } });
        });
        await w.NextAsync(Make.Complete());
    }

    public static async Task PoliciesThatDoNotGoTogether(World w)
    {
        await w.StartAsync(with: request =>
        {
            request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.TerminateIfRunning;
            request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.Fail;
        });
        await w.StartAsync(with: request =>
        {
            request.WorkflowIdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate;
            request.WorkflowIdConflictPolicy = WorkflowIdConflictPolicy.TerminateExisting;
        });
    }

    public static async Task Refused(World w)
    {
        await w.StartAsync(with: request => request.WorkflowId = "");
        await w.StartAsync(with: request => request.WorkflowType = null);
        await w.StartAsync(with: request => request.TaskQueue = null);
        await w.StartAsync(with: request => request.TaskQueue = new Temporalio.Api.TaskQueue.V1.TaskQueue());
        await w.StartAsync(with: request => request.WorkflowId = new string('x', 1001));
        await w.StartAsync(with: request => request.WorkflowType.Name = new string('x', 1001));
        await w.StartAsync(with: request => request.TaskQueue.Name = new string('x', 1001));
        await w.StartAsync(with: request => request.RequestId = new string('x', 1001));
        await w.StartAsync(with: request => request.WorkflowRunTimeout = Make.Seconds(-1));
        await w.StartAsync(with: request => request.WorkflowExecutionTimeout = Make.Seconds(-1));
        await w.StartAsync(with: request => request.WorkflowTaskTimeout = Make.Seconds(-1));
        await w.StartAsync(with: request => request.WorkflowStartDelay = Make.Seconds(-1));
        await w.StartAsync(with: request => request.Namespace = "nowhere");
        await w.StartAsync(with: request => request.SearchAttributes = new SearchAttributes { IndexedFields = { ["Nothing"] = Make.Payload("word") } });
        await w.StartAsync(with: request => request.SearchAttributes = new SearchAttributes { IndexedFields = { ["TestInt"] = Make.Payload("word") } });
        await w.StartAsync(with: request => request.SearchAttributes = new SearchAttributes { IndexedFields = { ["WorkflowId"] = Make.Payload("word") } });
        await w.StartAsync(with: request => request.Priority = new Priority { PriorityKey = -1 });
        await w.StartAsync(with: request => request.Priority = new Priority { FairnessKey = new string('x', 65) });
        await w.StartAsync(with: request => request.Priority = new Priority { FairnessWeight = -1 });
        await w.StartAsync(with: request => request.TaskQueue.Name = "/_sys/queue/1");
    }

    public static async Task RefusedRetryPolicies(World w)
    {
        RetryPolicy[] policies =
        [
            new() { InitialInterval = Make.Seconds(-1) },
            new() { BackoffCoefficient = 0.5 },
            new() { MaximumInterval = Make.Seconds(-1) },
            new() { InitialInterval = Make.Seconds(5), MaximumInterval = Make.Seconds(1) },
            new() { MaximumAttempts = -1 },
        ];
        foreach (var policy in policies)
        {
            await w.StartAsync(with: request => request.RetryPolicy = policy);
        }
    }

    public static async Task RefusedBlobs(World w)
    {
        var large = new string('x', (2 * 1024 * 1024) + 1);
        await w.StartAsync(with: request => request.Input = Make.Payloads(large));
        await w.StartAsync("memo", request => request.Memo = new Memo { Fields = { ["memo"] = Make.Payload(large) } });
    }

    public static async Task GetsNoEagerTask(World w)
    {
        await w.StartAsync(with: request => request.RequestEagerExecution = true);
        await w.CallAsync<DescribeNamespaceResponse>(new DescribeNamespaceRequest(), isSilent: true);
    }
}
