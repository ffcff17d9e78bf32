using System.Collections.Concurrent;
using Vibe.Chat.Dialogs;
using Vibe.Chat.Outbound;
using Vibe.Core.Identity;

namespace Vibe.Chat.Tests;

/// <summary>A chat platform in memory that does what a script says; without one everything works.</summary>
internal sealed class FakePlatform : IChatPlatform
{
    private readonly Lock gate = new();
    private readonly List<Call> calls = [];
    private int ids;

    public ChatPlatform Platform { get; init; } = ChatPlatform.Slack;

    public IReadOnlyList<RateLimit> Limits { get; init; } = [];

    /// <summary>What is asked before each call: an outcome instead of the call, or null to let it happen. It may throw, too.</summary>
    public Func<Call, DeliveryOutcome?> Before { get; set; } = _ => null;

    /// <summary>What is asked before each private answer: an outcome instead of it, or null to let it arrive. It may throw, too.</summary>
    public Func<PrivateAnswer, DeliveryOutcome?> BeforeAnswer { get; set; } = _ => null;

    /// <summary>What is asked after each call that happened: an outcome to answer with although it happened, or null for the true one.</summary>
    public Func<Call, DeliveryOutcome?> After { get; set; } = _ => null;

    public FindOutcome? FindAnswer { get; set; }

    public Func<UserRef, ChatPerson?> People { get; set; } = user => new ChatPerson(user, user.Id, IsGuest: false);

    public ConcurrentQueue<PrivateAnswer> Answers { get; } = [];

    public ConcurrentQueue<ChatDialog> Dialogs { get; } = [];

    public ConcurrentQueue<MessageSearch> Searches { get; } = [];

    /// <summary>What is in the channels: message id → what it shows.</summary>
    public ConcurrentDictionary<string, Call> Messages { get; } = [];

    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (gate)
            {
                return [.. calls];
            }
        }
    }

    public IReadOnlyList<Call> CallsOf(string method) => [.. Calls.Where(c => c.Method == method)];

    public Task<DeliveryOutcome> SendCardAsync(CardMessage message, CancellationToken cancellationToken) =>
        PerformAsync(new Call("send", message.Key, message.Thread, message, null));

    public Task<DeliveryOutcome> EditCardAsync(CardMessage message, string messageId, CancellationToken cancellationToken) =>
        PerformAsync(new Call("edit", message.Key, message.Thread, message, messageId));

    public Task<DeliveryOutcome> SendNoticeAsync(NoticeMessage message, CancellationToken cancellationToken) =>
        PerformAsync(new Call("notice", message.Key, message.Thread, message, null));

    public async Task<DeliveryOutcome> UploadFileAsync(FileMessage message, CancellationToken cancellationToken)
    {
        // Two steps like Slack's: a reserved id, recorded, then the completion under that id.
        var id = message.Progress ?? $"F{Interlocked.Increment(ref ids)}";
        if (message.Progress is null && !await message.RecordProgressAsync(id, cancellationToken))
        {
            return new DeliveryOutcome.Unavailable("lease-lost", MayBeDone: false);
        }

        return await PerformAsync(new Call("upload", message.Key, message.Thread, message, id));
    }

    public Task<FindOutcome> FindMessageAsync(MessageSearch search, CancellationToken cancellationToken)
    {
        Searches.Enqueue(search);
        return Task.FromResult(FindAnswer ?? (Messages.FirstOrDefault(m => m.Value.Key == search.Key) is { Key: { } id }
            ? new FindOutcome.Found(id)
            : new FindOutcome.Missing()));
    }

    public Task<DeliveryOutcome> AnswerPrivatelyAsync(PrivateAnswer answer, CancellationToken cancellationToken)
    {
        if (BeforeAnswer(answer) is { } instead)
        {
            return Task.FromResult(instead);
        }

        Answers.Enqueue(answer);
        return Task.FromResult<DeliveryOutcome>(new DeliveryOutcome.Delivered(""));
    }

    public Task<DeliveryOutcome> OpenDialogAsync(ChatDialog dialog, CancellationToken cancellationToken)
    {
        Dialogs.Enqueue(dialog);
        return Task.FromResult(Before(new Call("dialog", "", dialog.Thread, dialog, null)) ?? new DeliveryOutcome.Delivered(""));
    }

    public Task<ChatPerson?> FindPersonAsync(string workspace, UserRef user, CancellationToken cancellationToken) => Task.FromResult(People(user));

    private Task<DeliveryOutcome> PerformAsync(Call call)
    {
        if (Before(call) is { } instead)
        {
            return Task.FromResult(instead);
        }

        var id = call.MessageId ?? $"m{Interlocked.Increment(ref ids)}";
        lock (gate)
        {
            calls.Add(call);
            Messages[id] = call;
        }

        return Task.FromResult(After(call) ?? new DeliveryOutcome.Delivered(id));
    }

    internal sealed record Call(string Method, string Key, ThreadRef Thread, object Message, string? MessageId);
}
