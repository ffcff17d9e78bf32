using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using Vibe.Models.Failures;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using WireFinishReason = OpenAI.Chat.ChatFinishReason;
using WireFormat = OpenAI.Chat.ChatResponseFormat;
using WireMessage = OpenAI.Chat.ChatMessage;

namespace Vibe.Models.OpenAi;

/// <summary>A model of OpenAI or of a compatible server, by the OpenAI package.</summary>
internal sealed class OpenAIChatClient(ChatClient client, Uri address, string model, OpenAIOptions settings) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("openai", address, model);

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = client.CompleteChatStreamingAsync(Messages(messages, options), Options(options), cancellationToken);
        var hasRefused = false;
        await foreach (var piece in stream.WithCancellation(cancellationToken))
        {
            // A refusal is streamed like an answer; its words are the model's and are not passed on.
            hasRefused |= !string.IsNullOrEmpty(piece.RefusalUpdate);
            if (piece.FinishReason is WireFinishReason.ContentFilter || (hasRefused && piece.FinishReason is not null))
            {
                throw new ModelRefusedException($"The model '{model}' refuses this request. Word it differently, or choose another model (Models:OpenAI:Model).");
            }

            yield return Update(piece);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null : serviceType == typeof(ChatClientMetadata) ? _metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // The HTTP client belongs to its factory.
    }

    private ChatResponseUpdate Update(StreamingChatCompletionUpdate piece)
    {
        var update = new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ModelId = piece.Model ?? model,
            ResponseId = piece.CompletionId,
            FinishReason = piece.FinishReason switch
            {
                null => null,
                WireFinishReason.Length => ChatFinishReason.Length,
                _ => ChatFinishReason.Stop,
            },
        };
        foreach (var part in piece.ContentUpdate)
        {
            if (!string.IsNullOrEmpty(part.Text))
            {
                update.Contents.Add(new TextContent(part.Text));
            }
        }

        if (piece.Usage is { } usage)
        {
            update.Contents.Add(new UsageContent(new UsageDetails
            {
                InputTokenCount = usage.InputTokenCount,
                OutputTokenCount = usage.OutputTokenCount,
                TotalTokenCount = usage.TotalTokenCount,
            }));
        }

        return update;
    }

    private static List<WireMessage> Messages(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var list = new List<WireMessage>();
        if (options?.Instructions is { Length: > 0 } instructions)
        {
            list.Add(WireMessage.CreateSystemMessage(instructions));
        }

        foreach (var message in messages)
        {
            list.Add(message.Role == ChatRole.System ? WireMessage.CreateSystemMessage(message.Text)
                : message.Role == ChatRole.Assistant ? WireMessage.CreateAssistantMessage(message.Text)
                : message.Role == ChatRole.User ? WireMessage.CreateUserMessage(message.Text)
                : throw new NotSupportedException($"Messages of the role '{message.Role}' are not passed on to OpenAI."));
        }

        return list.Count > 0 ? list : throw new ModelBadRequestException("A call to a model needs a message.");
    }

    private ChatCompletionOptions Options(ChatOptions? options)
    {
        if (options?.Tools is { Count: > 0 })
        {
            throw new NotSupportedException("Tools are not passed on to OpenAI; ask by a response format.");
        }

        var wire = new ChatCompletionOptions
        {
            MaxOutputTokenCount = options?.MaxOutputTokens ?? settings.MaxOutputTokens,
            Temperature = options?.Temperature,
            TopP = options?.TopP,
            ResponseFormat = options?.ResponseFormat switch
            {
                ChatResponseFormatJson { Schema: { } schema } json =>
                    WireFormat.CreateJsonSchemaFormat(json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), json.SchemaDescription, jsonSchemaIsStrict: true),
                ChatResponseFormatJson => WireFormat.CreateJsonObjectFormat(),
                _ => null,
            },
        };
#pragma warning disable OPENAI001 // The package marks seed as experimental; the protocol has had it for years.
        wire.Seed = options?.Seed;
#pragma warning restore OPENAI001
        foreach (var stop in options?.StopSequences ?? [])
        {
            wire.StopSequences.Add(stop);
        }

        return wire;
    }
}
