using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Vibe.Core.Cards;
using Vibe.Models;

namespace Vibe.Activities.Calls;

/// <summary>Asks the model and streams its answer; what is asked and answered is logged nowhere.</summary>
internal sealed class ModelCaller(IChatModels models, TimeProvider time)
{
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromSeconds(1);

    /// <summary>Asks; failures of the model are <see cref="Models.Failures.ModelException"/>s.</summary>
    public async Task<ModelAnswer> AskAsync(ModelQuestion question, CancellationToken cancellationToken)
    {
        var model = await models.SelectAsync(cancellationToken);
        var started = time.GetTimestamp();
        var lastProgress = started;
        var text = new StringBuilder();
        var usage = new UsageDetails();
        List<ChatMessage> messages = [new(ChatRole.System, question.System), new(ChatRole.User, question.Prompt)];
        await foreach (var update in model.Client.GetStreamingResponseAsync(messages, OptionsFor(question), cancellationToken))
        {
            text.Append(update.Text);
            foreach (var content in update.Contents.OfType<UsageContent>())
            {
                usage.Add(content.Details);
            }

            if (question.OnProgress is { } onProgress && time.GetElapsedTime(lastProgress) >= s_progressInterval)
            {
                lastProgress = time.GetTimestamp();
                await onProgress(text.Length);
            }
        }

        var (input, output) = (usage.InputTokenCount ?? 0, usage.OutputTokenCount ?? 0);
        var use = new ModelUse(model.Model, model.Provider, input, output, model.CostOf(input, output));
        return new ModelAnswer(text.ToString(), use, time.GetElapsedTime(started));
    }

    private static ChatOptions OptionsFor(ModelQuestion question)
    {
        using var schema = JsonDocument.Parse(question.Schema);
        return new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement.Clone(), question.SchemaName),
        };
    }
}
