using System.Diagnostics;
using System.Globalization;
using Vibe.Core.Identity;
using Vibe.Data.Inbox;
using Vibe.Data.Leases;
using Vibe.Data.Outbox;
using Vibe.TestKit;

namespace Vibe.Data.Tests.Leases;

public sealed class LeaseTakeoverTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [SkippableFact]
    public async Task TakeOverAsync_ProcessThatEnded_FreesItsEventsAndMessagesAtOnce()
    {
        await using var stores = await OpenAsync();
        await HeldByAsync(stores, await EndedProcessAsync());

        Assert.Equal(2, await stores.Get<ILeaseTakeover>().TakeOverAsync(CancellationToken.None));

        Assert.Single(await LeaseEventsAsync(stores));
        Assert.Empty(await LeaseMessagesAsync(stores));

        // What may have been sent is looked for, when it must have arrived.
        var message = await Eventually.HasAsync(() => LeaseMessagesAsync(stores).GetAwaiter().GetResult().SingleOrDefault());
        Assert.True(message.MayBeSent);
    }

    [SkippableFact]
    public async Task TakeOverAsync_ProcessThatRuns_KeepsWhatItHas()
    {
        await using var stores = await OpenAsync();
        var program = ToolProcess.Start("sleep", ["600"]);
        await using (program)
        {
            await HeldByAsync(stores, program.Id);

            Assert.Equal(0, await stores.Get<ILeaseTakeover>().TakeOverAsync(CancellationToken.None));
            Assert.Empty(await LeaseEventsAsync(stores));
        }

        Assert.Equal(2, await stores.Get<ILeaseTakeover>().TakeOverAsync(CancellationToken.None));
    }

    [SkippableFact]
    public async Task RenewAsync_HeldRow_IsHeldForLonger()
    {
        await using var stores = await OpenAsync();
        var leases = stores.Get<IOutboxLeases>();
        await stores.ExecuteAsync("update vibe.outbox set lease_token = null, leased_until = null");
        var lease = Assert.Single(await LeaseMessagesAsync(stores));

        Assert.True(await leases.RenewAsync(lease, 2 * s_hour, CancellationToken.None));
        Assert.Equal(1, await stores.ScalarAsync<long>("select count(*) from vibe.outbox where leased_until > now() + interval '90 minutes'"));
        Assert.False(await leases.RenewAsync(lease with { Token = Guid.NewGuid() }, s_hour, CancellationToken.None));
    }

    [Fact]
    public void HasEnded_AnotherMachineOrOwnName_IsNotTold()
    {
        using var self = new LeaseHolder("here", 42);
        using var beside = new LeaseHolder("here", 42);
        using var elsewhere = new LeaseHolder("there", 42);
        var before = new LeaseHolder("here", 42);
        before.Dispose();

        Assert.False(self.HasEnded(self.Name));
        Assert.False(self.HasEnded(beside.Name));
        Assert.False(self.HasEnded(elsewhere.Name));
        Assert.False(self.HasEnded("somebody"));
        Assert.True(self.HasEnded(before.Name));
    }

    /// <summary>One event and one message, both leased.</summary>
    private static async Task<Stores> OpenAsync()
    {
        var stores = await Stores.OpenAsync();
        await stores.Get<Vibe.Data.Builds.IBuildStore>().RegisterAsync(Some.Registration("a"), CancellationToken.None);
        await stores.Get<IOutbox>().PublishCardAsync(Some.Card(), 1, CancellationToken.None);
        await stores.Get<IInboxStore>().StoreAsync(new InboxEntry(new EventKey(ChatPlatform.Slack, "T1", "e1"), "{}"), CancellationToken.None);
        Assert.Single(await LeaseEventsAsync(stores));
        Assert.Single(await LeaseMessagesAsync(stores));
        return stores;
    }

    private static Task<IReadOnlyList<InboxLease>> LeaseEventsAsync(Stores stores) => stores.Get<IInboxStore>().LeaseAsync(9, s_hour, CancellationToken.None);

    private static Task<IReadOnlyList<OutboxLease>> LeaseMessagesAsync(Stores stores) => stores.Get<IOutboxLeases>().LeaseAsync(
        new OutboxLeaseRequest { Platforms = [ChatPlatform.Slack], Count = 9, PerChannel = 9, Duration = s_hour }, CancellationToken.None);

    private static async Task HeldByAsync(Stores stores, int process)
    {
        var parts = stores.Get<LeaseHolder>().Name.Split('/');
        var name = string.Create(CultureInfo.InvariantCulture, $"{parts[0]}/{process}/{Guid.NewGuid():N}");
        await stores.ExecuteAsync($"update vibe.inbox set lease_holder = '{name}'");
        await stores.ExecuteAsync($"update vibe.outbox set lease_holder = '{name}'");
    }

    private static async Task<int> EndedProcessAsync()
    {
        using var program = Process.Start("true");
        await program.WaitForExitAsync();
        return program.Id;
    }
}
