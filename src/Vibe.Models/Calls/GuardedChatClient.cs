using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Vibe.Models.Failures;
using Vibe.Models.Settings;

namespace Vibe.Models.Calls;

/// <summary>
/// Holds every provider to the same promises: an answer and each piece come in time, a stream that ends early is an error, and whatever the provider throws
/// becomes a <see cref="ModelException"/>.
/// </summary>
internal sealed class GuardedChatClient(IChatClient inner, ModelsOptions settings, TimeProvider time, Func<Exception, ModelException?> translate) : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = new CancellationTokenSource(settings.AnswerTimeout, time);
        using var silence = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        using var call = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, answer.Token, silence.Token);
        var isFinished = false;
        await using var updates = inner.GetStreamingResponseAsync(messages, options, call.Token).GetAsyncEnumerator(call.Token);
        while (true)
        {
            silence.CancelAfter(settings.SilenceTimeout);
            try
            {
                if (!await updates.MoveNextAsync())
                {
                    break;
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && (answer.IsCancellationRequested || silence.IsCancellationRequested))
            {
                throw answer.IsCancellationRequested
                    ? new ModelTimeoutException($"The model did not finish its answer within {settings.AnswerTimeout}. Ask for less, use a faster model, or raise Models:AnswerTimeout.", e)
                    : new ModelTimeoutException($"The model was silent for {settings.SilenceTimeout}. See whether its server is overloaded, or raise Models:SilenceTimeout.", e);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && translate(e) is { } translated && translated != e)
            {
                throw translated;
            }

            // While the caller works on a piece, the model is not to blame for silence.
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            isFinished |= updates.Current.FinishReason is not null;
            yield return updates.Current;
        }

        if (!isFinished)
        {
            throw new ModelStreamCutException("The model's answer ended in the middle. See the log of its server; the call can be made again.");
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : inner.GetService(serviceType, serviceKey);

    public void Dispose() => inner.Dispose();
}
