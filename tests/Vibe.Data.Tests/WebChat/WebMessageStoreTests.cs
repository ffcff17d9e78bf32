using Vibe.Data.WebChat;

namespace Vibe.Data.Tests.WebChat;

public sealed class WebMessageStoreTests
{
    [SkippableFact]
    public async Task ReadAsync_PageByPage_ShowsEveryMessageOnceWithItsWholeThread()
    {
        await using var stores = await Stores.OpenAsync();
        var store = stores.Get<IWebMessageStore>();
        foreach (var i in Enumerable.Range(0, 7))
        {
            await SaveAsync(store, $"m{i}", "general");
            await SaveAsync(store, $"other{i}", "frontend");
        }

        // Replies of today in the oldest thread belong to it, not to the newest page.
        await SaveAsync(store, "r1", "general", thread: "m0");
        await SaveAsync(store, "r2", "general", thread: "m6");

        var query = new WebHistoryQuery { Channels = ["general"], Person = "ana", Count = 3 };
        var newest = await store.ReadAsync(query, CancellationToken.None);
        var older = await store.ReadAsync(query with { Before = newest.Messages[0].Order }, CancellationToken.None);
        var oldest = await store.ReadAsync(query with { Before = older.Messages[0].Order }, CancellationToken.None);

        Assert.Equal(["m4", "m5", "m6", "r2"], Keys(newest));
        Assert.Equal(["general"], newest.Older);
        Assert.Equal(["m1", "m2", "m3"], Keys(older));
        Assert.Equal(["general"], older.Older);
        Assert.Equal(["m0", "r1"], Keys(oldest));
        Assert.Equal([], oldest.Older);
    }

    [SkippableFact]
    public async Task ReadAsync_SeveralChannels_GivesTheNewestOfEach()
    {
        await using var stores = await Stores.OpenAsync();
        var store = stores.Get<IWebMessageStore>();
        await SaveAsync(store, "quiet", "frontend");
        foreach (var i in Enumerable.Range(0, 5))
        {
            await SaveAsync(store, $"m{i}", "general");
        }

        var history = await store.ReadAsync(new WebHistoryQuery { Channels = ["general", "frontend"], Person = "ana", Count = 2 }, CancellationToken.None);

        Assert.Equal(["quiet", "m3", "m4"], Keys(history));
        Assert.Equal(["general"], history.Older);
    }

    [SkippableFact]
    public async Task ReadAsync_WhatIsAnothersAloneOrOfTheMoment_IsNotShown()
    {
        await using var stores = await Stores.OpenAsync();
        var store = stores.Get<IWebMessageStore>();
        await SaveAsync(store, "root", "general");
        await store.SaveAsync(new WebMessageDraft { Key = "mine", Channel = "general", Thread = "root", PrivateTo = "ana", Content = "{}" }, CancellationToken.None);
        await store.SaveAsync(new WebMessageDraft { Key = "hers", Channel = "general", PrivateTo = "ben", Content = "{}" }, CancellationToken.None);
        await store.SaveAsync(new WebMessageDraft { Key = "dialog", Channel = "general", IsTransient = true, Content = "{}" }, CancellationToken.None);

        Assert.Equal(["root", "mine"], Keys(await store.ReadAsync(new WebHistoryQuery { Channels = ["general"], Person = "ana", Count = 9 }, CancellationToken.None)));
    }

    [SkippableFact]
    public async Task ReadAsync_Thread_IsThatOneAloneAndAReplyWithoutARootIsShown()
    {
        await using var stores = await Stores.OpenAsync();
        var store = stores.Get<IWebMessageStore>();
        await SaveAsync(store, "m0", "general");
        await SaveAsync(store, "r0", "general", thread: "m0");
        await SaveAsync(store, "lost", "general", thread: "never-stored");
        var query = new WebHistoryQuery { Channels = ["general"], Person = "ana", Count = 9 };

        Assert.Equal(["m0", "r0"], Keys(await store.ReadAsync(query with { Thread = "m0" }, CancellationToken.None)));
        Assert.Equal(["m0", "r0", "lost"], Keys(await store.ReadAsync(query, CancellationToken.None)));
    }

    private static string[] Keys(WebHistory history) => [.. history.Messages.Select(m => m.Message.Key)];

    private static Task SaveAsync(IWebMessageStore store, string key, string channel, string? thread = null) =>
        store.SaveAsync(new WebMessageDraft { Key = key, Channel = channel, Thread = thread, Content = "{}" }, CancellationToken.None);
}
