using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Vibe.Models;
using Vibe.Models.Calls;

namespace Vibe.Activities.Tests.Fakes;

/// <summary>A model that gives the next of its answers, or throws it where it is an exception.</summary>
internal sealed class ScriptedModel(params object[] answers) : IChatModels, IChatClient
{
    private readonly Queue<object> _answers = new(answers);

    /// <summary>What it was asked, by the text of the last message.</summary>
    public List<string> Asked { get; } = [];

    public Task<ChatModel> SelectAsync(CancellationToken cancellationToken) => Task.FromResult(new ChatModel
    {
        Provider = "scripted",
        Model = "scripted-1",
        Location = "here",
        Reason = "the test says so",
        Slots = 1,
        Client = this,
    });

    public Task<IReadOnlyList<ModelHealth>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ModelHealth>>([]);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked.Add(messages.Last().Text);
        Assert.IsType<ChatResponseFormatJson>(options?.ResponseFormat);
        await Task.Yield();
        var answer = _answers.Dequeue();
        if (answer is Exception exception)
        {
            throw exception;
        }

        if (answer is TimeSpan)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, (string)answer);
        yield return new ChatResponseUpdate { Contents = [new UsageContent(new UsageDetails { InputTokenCount = 5, OutputTokenCount = 7 })], FinishReason = ChatFinishReason.Stop };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Nothing is held.
    }
}
