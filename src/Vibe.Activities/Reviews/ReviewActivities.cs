using System.Text.Json;
using Temporalio.Activities;
using Vibe.Activities.Calls;
using Vibe.Activities.Generation;
using Vibe.Core.Cards;
using Vibe.Core.Costs;
using Vibe.Core.Generation;
using Vibe.Core.Reviews;
using Vibe.Data.Texts;
using Vibe.Models.Failures;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Reviews;

/// <summary>Has the model review files in a second call.</summary>
public sealed class ReviewActivities : IReviewActivities
{
    private const int MaxAnswers = 3;
    private readonly GenerationStores _stores;

    /// <summary>Takes the model and the stores.</summary>
    public ReviewActivities(GenerationStores stores)
    {
        ArgumentNullException.ThrowIfNull(stores);
        _stores = stores;
    }

    /// <inheritdoc />
    [Activity]
    public async Task<ReviewOutput> ReviewFilesAsync(ReviewInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var context = ActivityExecutionContext.Current;
        await using var heartbeats = new Heartbeats(_stores.Time);

        // The limit holds for all attempts together.
        var left = input.Limit - (_stores.Time.GetUtcNow() - new DateTimeOffset(DateTime.SpecifyKind(context.Info.ScheduledTime, DateTimeKind.Utc)));
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _stores.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, limit.Token);
        try
        {
            return await ReviewAsync(input, heartbeats, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            var summary = new ReviewSummary([], Completed: false, $"The review took longer than {input.Limit.TotalSeconds:0} seconds, so nobody has looked at these files yet.");
            return await StoreAsync(input, summary, use: null, context.CancellationToken);
        }
        catch (ModelException e)
        {
            throw ModelFailures.Translate(e);
        }
    }

    private async Task<ReviewOutput> ReviewAsync(ReviewInput input, Heartbeats heartbeats, CancellationToken cancellationToken)
    {
        var prompt = new BuildPrompt
        {
            Task = BuildTask.Review,
            Request = await _stores.Material.TextAsync(input.Request, "The request", cancellationToken),
            Feedback = await _stores.Material.TextsAsync(input.Feedback, "The feedback", cancellationToken),
            Files = await _stores.Material.FilesAsync(input.Draft, cancellationToken),
        };
        ModelUse? use = null;
        for (var attempt = 1; ; attempt++)
        {
            var text = prompt.ToText();
            await _stores.Records.AskedAsync(input.BuildId, text, cancellationToken);
            var question = new ModelQuestion
            {
                System = SystemPrompts.Review,
                Prompt = text,
                Schema = GenerationSchemas.ReviewAnswer,
                SchemaName = GenerationSchemas.ReviewAnswerName,
                OnProgress = length =>
                {
                    heartbeats.Report(length);
                    return _stores.Progress.ShowAsync(input.Card, input.CardRevision, length, cancellationToken);
                },
            };
            var answer = await _stores.Caller.AskAsync(question, cancellationToken);
            await _stores.Records.AnsweredAsync(input.Card, $"{input.Round}/{input.Pass}/review/{attempt}", answer, cancellationToken);
            use = CostRules.Add(use, answer.Use);
            if (GenerationJson.TryReadReview(answer.Text, out var review, out var problem))
            {
                return await StoreAsync(input, new ReviewSummary(review.Findings, Completed: true, review.Note), use, cancellationToken);
            }

            if (attempt == MaxAnswers)
            {
                throw ModelFailures.Invalid(MaxAnswers, problem);
            }

            prompt = prompt with { Problem = problem };
        }
    }

    private async Task<ReviewOutput> StoreAsync(ReviewInput input, ReviewSummary summary, ModelUse? use, CancellationToken cancellationToken)
    {
        var stored = await _stores.Texts.PutAsync(input.BuildId, TextKind.Review, JsonSerializer.Serialize(summary), cancellationToken);
        return new ReviewOutput { Review = stored.Digest, Completed = summary.Completed, Blocking = summary.Blocking, Findings = summary.Findings.Count, Use = use };
    }
}
