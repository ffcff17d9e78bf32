using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Vibe.Models.Failures;

namespace Vibe.Models.Ollama;

/// <summary>A model on an Ollama server.</summary>
internal sealed class OllamaChatClient(OllamaApi api, string model, OllamaOptions settings) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("ollama", api.Address, model);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = Request(messages, options);
        await foreach (var piece in api.ChatAsync(request, cancellationToken))
        {
            var update = new ChatResponseUpdate { Role = ChatRole.Assistant, ModelId = piece.Model ?? model };
            if (piece.Message?.Thinking is { Length: > 0 } thinking)
            {
                update.Contents.Add(new TextReasoningContent(thinking));
            }

            if (piece.Message?.Content is { Length: > 0 } content)
            {
                update.Contents.Add(new TextContent(content));
            }

            if (piece.Done)
            {
                update.FinishReason = piece.DoneReason == "length" ? ChatFinishReason.Length : ChatFinishReason.Stop;
                var (input, output) = (piece.PromptEvalCount ?? 0, piece.EvalCount ?? 0);
                update.Contents.Add(new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output }));
            }

            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The HTTP client belongs to its factory.
    }

    private OllamaChatRequest Request(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        if (options?.Tools is { Count: > 0 })
        {
            throw new NotSupportedException("Tools are not passed on to Ollama; ask by a response format.");
        }

        var list = new List<OllamaMessage>();
        if (options?.Instructions is { Length: > 0 } instructions)
        {
            list.Add(new OllamaMessage("system", instructions));
        }

        list.AddRange(messages.Select(m => new OllamaMessage(m.Role.Value, m.Text)));
        if (list.Count == 0)
        {
            throw new ModelBadRequestException("A call to a model needs a message.");
        }

        return new OllamaChatRequest(options?.ModelId ?? model, list, new OllamaRequestOptions
        {
            NumCtx = settings.ContextSize,
            NumPredict = Math.Min(options?.MaxOutputTokens ?? settings.MaxOutputTokens, settings.ContextSize),
            Seed = options?.Seed,
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            TopK = options?.TopK,
            Stop = options?.StopSequences,
        })
        {
            Format = options?.ResponseFormat is ChatResponseFormatJson json ? json.Schema ?? JsonSerializer.SerializeToElement("json") : null,
            KeepAlive = $"{(long)settings.KeepAlive.TotalSeconds}s",
        };
    }
}
