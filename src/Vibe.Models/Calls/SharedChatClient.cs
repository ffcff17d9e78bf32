using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Vibe.Models.Failures;

namespace Vibe.Models.Calls;

/// <summary>Shares calls among instances: each goes to the one with the most free slots among those that did not fail lately.</summary>
internal sealed class SharedChatClient(IReadOnlyList<ModelInstance> instances, TimeProvider time) : IChatClient
{
    private static readonly TimeSpan s_avoidFor = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var instance = Enter();
        try
        {
            await using var updates = instance.Client.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await MoveNextAsync(instance, updates))
            {
                yield return updates.Current;
            }
        }
        finally
        {
            instance.Leave();
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : instances[0].Client.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        foreach (var instance in instances)
        {
            instance.Client.Dispose();
        }
    }

    private async Task<bool> MoveNextAsync(ModelInstance instance, IAsyncEnumerator<ChatResponseUpdate> updates)
    {
        try
        {
            var hasMore = await updates.MoveNextAsync();
            instance.FailedAt = null;
            return hasMore;
        }
        catch (ModelException e) when (e is ModelUnavailableException or ModelTimeoutException)
        {
            instance.FailedAt = time.GetUtcNow();
            throw;
        }
    }

    private ModelInstance Enter()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var chosen = instances
                .OrderBy(i => i.FailedAt is { } failed && now - failed < s_avoidFor)
                .ThenBy(i => (double)i.Busy / i.Slots)
                .First();
            chosen.Enter();
            return chosen;
        }
    }
}
