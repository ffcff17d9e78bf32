using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporal.Server.Execution.Queries;

/// <summary>How a query ended.</summary>
internal abstract record QueryOutcome
{
    internal sealed record Answered(Payloads? Result) : QueryOutcome;

    internal sealed record Failed(string Message, Failure? Failure) : QueryOutcome;

    /// <summary>The workflow task that should have answered is over without an answer: ask a worker directly.</summary>
    internal sealed record AskDirectly : QueryOutcome;

    /// <summary>The workflow's tasks keep failing.</summary>
    internal sealed record NotReady : QueryOutcome;
}
