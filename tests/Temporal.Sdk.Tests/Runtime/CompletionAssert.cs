using Temporalio.Api.Failure.V1;
using Temporalio.Worker.Activations;

namespace Temporal.Sdk.Tests.Runtime;

/// <summary>What tests expect of completions.</summary>
internal static class CompletionAssert
{
    /// <summary>The one command of a completion.</summary>
    public static T Only<T>(WorkflowActivationCompletion completion)
        where T : WorkflowCommand => Assert.IsType<T>(Assert.Single(Commands(completion)));

    /// <summary>The one command of this kind.</summary>
    public static T One<T>(WorkflowActivationCompletion completion)
        where T : WorkflowCommand => Assert.Single(Commands(completion).OfType<T>());

    /// <summary>All commands of a completion that has not failed.</summary>
    public static IReadOnlyList<WorkflowCommand> Commands(WorkflowActivationCompletion completion)
    {
        Assert.True(completion.Failure is null, $"The task has failed: {completion.Failure}");
        return completion.Commands;
    }

    public static void Waits(WorkflowActivationCompletion completion) => Assert.Empty(Commands(completion));

    /// <summary>The result of a run that completes.</summary>
    public static T Completes<T>(WorkflowActivationCompletion completion) =>
        WorkflowDriver.Value<T>(One<WorkflowCommand.CompleteWorkflow>(completion).Result);

    /// <summary>The failure of a run that fails.</summary>
    public static Failure Fails(WorkflowActivationCompletion completion) => One<WorkflowCommand.FailWorkflow>(completion).Failure;

    /// <summary>The failure of a workflow task that fails.</summary>
    public static Failure TaskFails(WorkflowActivationCompletion completion)
    {
        Assert.NotNull(completion.Failure);
        Assert.Empty(completion.Commands);
        return completion.Failure;
    }

    /// <summary>The outcomes of updates, in order.</summary>
    public static IReadOnlyList<WorkflowCommand.UpdateOutcome> Outcomes(WorkflowActivationCompletion completion) =>
        [.. Commands(completion).OfType<WorkflowCommand.UpdateResponse>().Select(r => r.Outcome)];
}
