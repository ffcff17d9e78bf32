using Temporalio.Activities;
using Vibe.Core.Builds;
using Vibe.Data.Texts;
using Vibe.Data.Usage;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Calls;

/// <summary>Keeps what was asked, answered and spent: the words as texts of the build, the figures as measurements.</summary>
internal sealed class CallRecords(ITextStore texts, IUsageStore usage)
{
    public Task AskedAsync(BuildId build, string prompt, CancellationToken cancellationToken) =>
        texts.PutAsync(build, TextKind.Prompt, prompt, cancellationToken);

    /// <summary>Keeps one answer; the key holds the attempt, so that a repeated activity adds what it spends.</summary>
    public async Task AnsweredAsync(CardState card, string step, ModelAnswer answer, CancellationToken cancellationToken)
    {
        var attempt = ActivityExecutionContext.Current.Info.Attempt;
        if (answer.Text.Length is > 0 and <= ITextStore.MaxLength)
        {
            await texts.PutAsync(card.BuildId, TextKind.Answer, answer.Text, cancellationToken);
        }

        await usage.RecordAsync(
            new UsageEntry
            {
                Key = $"{card.BuildId.WorkflowId}/{step}/{attempt}",
                BuildId = card.BuildId,
                Stage = card.Stage.ToString(),
                Pool = card.Pool,
                Provider = answer.Use.Provider,
                Model = answer.Use.Model,
                InputTokens = answer.Use.InputTokens,
                OutputTokens = answer.Use.OutputTokens,
                CostUsd = answer.Use.CostUsd,
                Duration = answer.Duration,
            },
            cancellationToken);
    }
}
