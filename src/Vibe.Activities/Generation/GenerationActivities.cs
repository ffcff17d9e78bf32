using System.Text;
using Temporalio.Activities;
using Vibe.Activities.Calls;
using Vibe.Core.Cards;
using Vibe.Core.Costs;
using Vibe.Core.Generation;
using Vibe.Data.Artifacts;
using Vibe.Models.Failures;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Generation;

/// <summary>Has the model write and mend files.</summary>
public sealed class GenerationActivities : IGenerationActivities
{
    private const int MaxAnswers = 3;
    private readonly GenerationStores _stores;

    /// <summary>Takes the model and the stores.</summary>
    public GenerationActivities(GenerationStores stores)
    {
        ArgumentNullException.ThrowIfNull(stores);
        _stores = stores;
    }

    /// <inheritdoc />
    [Activity]
    public async Task<GenerateOutput> GenerateFilesAsync(GenerateInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var cancellationToken = ActivityExecutionContext.Current.CancellationToken;
        await using var heartbeats = new Heartbeats(_stores.Time);
        try
        {
            return await WriteAsync(input, heartbeats, cancellationToken);
        }
        catch (ModelException e)
        {
            throw ModelFailures.Translate(e);
        }
    }

    /// <summary>Asks until the answer is valid; what was wrong goes with the next question.</summary>
    private async Task<GenerateOutput> WriteAsync(GenerateInput input, Heartbeats heartbeats, CancellationToken cancellationToken)
    {
        var prompt = await PromptAsync(input, cancellationToken);
        ModelUse? use = null;
        for (var attempt = 1; ; attempt++)
        {
            var text = prompt.ToText();
            await _stores.Records.AskedAsync(input.BuildId, text, cancellationToken);
            var question = new ModelQuestion
            {
                System = SystemPrompts.Write,
                Prompt = text,
                Schema = GenerationSchemas.GeneratedFiles,
                SchemaName = GenerationSchemas.GeneratedFilesName,
                OnProgress = length =>
                {
                    heartbeats.Report(length);
                    return _stores.Progress.ShowAsync(input.Card, input.CardRevision, length, cancellationToken);
                },
            };
            var answer = await _stores.Caller.AskAsync(question, cancellationToken);
            await _stores.Records.AnsweredAsync(input.Card, $"{input.Round}/{input.Pass}/write/{attempt}", answer, cancellationToken);
            use = CostRules.Add(use, answer.Use);
            var (output, problem) = await SaveAsync(input, answer, cancellationToken);
            if (output is not null)
            {
                return output with { Use = use ?? answer.Use };
            }

            if (attempt == MaxAnswers)
            {
                throw ModelFailures.Invalid(MaxAnswers, problem);
            }

            prompt = prompt with { Problem = problem };
        }
    }

    private async Task<BuildPrompt> PromptAsync(GenerateInput input, CancellationToken cancellationToken)
    {
        var review = input.Pass == 0 ? null : await _stores.Material.ReviewAsync(input.Review, cancellationToken);
        return new BuildPrompt
        {
            Task = input.Pass == 0 ? BuildTask.Generate : BuildTask.Fix,
            Request = await _stores.Material.TextAsync(input.Request, "The request", cancellationToken),
            Feedback = await _stores.Material.TextsAsync(input.Feedback, "The feedback", cancellationToken),
            Files = await _stores.Material.FilesAsync(input.Draft, cancellationToken),
            Findings = review?.Findings ?? [],
        };
    }

    private async Task<(GenerateOutput? Output, string Problem)> SaveAsync(GenerateInput input, ModelAnswer answer, CancellationToken cancellationToken)
    {
        if (!GenerationJson.TryReadFiles(answer.Text, out var files, out var problem))
        {
            return (null, problem);
        }

        var contents = files.Files.Select(f => new ArtifactContent(f.Path, Encoding.UTF8.GetBytes(f.Content))).ToList();
        return await _stores.Artifacts.SaveAsync(input.BuildId, input.Round, contents, cancellationToken) switch
        {
            ArtifactSaved.Stored { Summary: var summary } =>
                (new GenerateOutput { Draft = summary.Digest, Files = summary.Files.Count, Size = summary.TotalSize, Use = answer.Use }, string.Empty),
            ArtifactSaved.Refused refused => (null, refused.Reason),
            var other => throw new InvalidOperationException($"The store answered {other.GetType().Name}, which is not known here."),
        };
    }
}
