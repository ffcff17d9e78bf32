using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Vibe.Core.Generation;
using Vibe.Models.Failures;

namespace Vibe.Models.Sample;

/// <summary>A small deterministic generator in the place of a model: the same question always has the same answer, and what it writes works.</summary>
internal sealed class SampleChatClient(SampleOptions settings, TimeProvider time) : IChatClient
{
    public const string Provider = "sample";
    public const string Model = "vibe-sample";
    private const int CharactersPerToken = 4;
    private static readonly ChatClientMetadata s_metadata = new(Provider, providerUri: null, Model);
    private long _calls;

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failure = NextFailure();
        var list = messages.ToList();
        await PauseAsync(failure == SampleFailure.Silent ? Timeout.InfiniteTimeSpan : settings.FirstDelay, cancellationToken);
        ThrowAtOnce(failure);
        var answer = Answer(list);
        if (failure == SampleFailure.InvalidAnswer)
        {
            answer = answer[..(answer.Length / 2)];
        }

        var responseId = $"sample-{Guid.NewGuid():n}";
        var end = failure == SampleFailure.StreamCut ? answer.Length / 2 : answer.Length;
        for (var start = 0; start < end; start += settings.PieceLength)
        {
            if (start > 0)
            {
                await PauseAsync(settings.Delay, cancellationToken);
            }

            var piece = answer[start..Math.Min(start + settings.PieceLength, end)];
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = Model, ResponseId = responseId };
        }

        if (failure == SampleFailure.StreamCut)
        {
            yield break;
        }

        var (input, output) = (Tokens(list.Sum(m => m.Text.Length)), Tokens(answer.Length));
        yield return new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ModelId = Model,
            ResponseId = responseId,
            FinishReason = ChatFinishReason.Stop,
            Contents = [new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output })],
        };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? s_metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private static string Answer(List<ChatMessage> messages)
    {
        var text = messages.LastOrDefault(m => m.Role == ChatRole.User)?.Text ?? string.Empty;
        return BuildPrompt.TryParse(text, out var prompt) || BuildPrompt.TryParse(messages.LastOrDefault()?.Text, out prompt)
            ? SampleWriter.Write(prompt)
            : "I am the sample model, not an AI. I can only write the files of a build, and review and mend them.";
    }

    private static long Tokens(int characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    private static void ThrowAtOnce(SampleFailure? failure)
    {
        switch (failure)
        {
            case SampleFailure.Unavailable:
                throw new ModelUnavailableException("The sample model fails because Models:Sample:FailFirst or Models:Sample:FailEvery says so.");
            case SampleFailure.RateLimited:
                throw new ModelRateLimitedException("The sample model takes no more requests because Models:Sample says so.") { RetryAfter = TimeSpan.FromSeconds(1) };
            case SampleFailure.Refused:
                throw new ModelRefusedException("The sample model refuses because Models:Sample says so.");
        }
    }

    private SampleFailure? NextFailure()
    {
        var call = Interlocked.Increment(ref _calls);
        return call <= settings.FailFirst || (settings.FailEvery > 0 && call % settings.FailEvery == 0) ? settings.Failure : null;
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        pause == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(pause, time, cancellationToken);
}
