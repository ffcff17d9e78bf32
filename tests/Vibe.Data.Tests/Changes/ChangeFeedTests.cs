using Vibe.Data.Builds;
using Vibe.Data.Changes;
using Vibe.Data.Inbox;
using Vibe.Data.Line;
using Vibe.Data.Outbox;
using Vibe.TestKit;

namespace Vibe.Data.Tests.Changes;

public sealed class ChangeFeedTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    [SkippableFact]
    public async Task WaitAsync_WritesOfAnotherConnection_WakesUp()
    {
        await using var stores = await Stores.OpenAsync();
        await stores.Get<IBuildStore>().RegisterAsync(Some.Registration(), CancellationToken.None);
        using var outbox = stores.Get<IChangeFeed>().Subscribe(ChangeKind.Outbox);
        using var line = stores.Get<IChangeFeed>().Subscribe(ChangeKind.Line);

        // The listener tells everything once when it begins to listen.
        await stores.ListenAsync();
        await Eventually.WithinAsync(outbox.WaitAsync(Long, CancellationToken.None));
        await Eventually.WithinAsync(line.WaitAsync(Long, CancellationToken.None));
        var card = outbox.WaitAsync(Long, CancellationToken.None);
        var places = line.WaitAsync(Long, CancellationToken.None);
        Assert.False(card.IsCompleted || places.IsCompleted);

        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await Eventually.WithinAsync(card);
        await stores.Get<ILineStore>().SaveAsync(Some.Line(1), CancellationToken.None);
        await Eventually.WithinAsync(places);
    }

    [SkippableFact]
    public async Task WaitAsync_StoredEventOfThisProcess_WakesUpWithoutTheDatabase()
    {
        await using var stores = await Stores.OpenAsync();
        using var subscription = stores.Get<IChangeFeed>().Subscribe(ChangeKind.Inbox);

        await stores.Get<IInboxStore>().StoreAsync(Some.Entry(), CancellationToken.None);

        await Eventually.WithinAsync(subscription.WaitAsync(Long, CancellationToken.None));
    }

    [Fact]
    public async Task WaitAsync_ManyChangesBefore_WakesOnce()
    {
        var feed = new ChangeFeed();
        using var subscription = feed.Subscribe(ChangeKind.Inbox, ChangeKind.Line);
        feed.Raise(ChangeKind.Inbox);
        feed.Raise(ChangeKind.Line);
        feed.Raise(ChangeKind.Outbox);

        await subscription.WaitAsync(Long, CancellationToken.None);
        var second = subscription.WaitAsync(Long, CancellationToken.None);

        Assert.False(second.IsCompleted);
        feed.Raise(ChangeKind.Line);
        await second;
    }

    [Fact]
    public void Raise_AfterDispose_DoesNothing()
    {
        var feed = new ChangeFeed();
        var subscription = feed.Subscribe(ChangeKind.Inbox);
        subscription.Dispose();

        feed.Raise(ChangeKind.Inbox);
        subscription.Raise();
    }
}
