using Vibe.Chat.Builds;
using Vibe.Chat.Outbound;
using Vibe.Core.Builds;
using Vibe.Core.Cards;
using Vibe.Core.Identity;
using Vibe.Core.Policies;
using Vibe.Data.Builds;

namespace Vibe.Chat.Tests.Dispatch;

/// <summary>What goes wrong around an event keeps neither it nor the others.</summary>
public sealed class TroubledDispatchTests
{
    [SkippableFact]
    public async Task Adapter_BreaksOnEveryAnswer_EventsAreGivenUpAndOthersGoOn()
    {
        // More of them than are worked on at once: none may keep its place.
        await using var house = await ChatHouse.OpenAsync();
        house.Platform.BeforeAnswer = _ => throw new OperationCanceledException("A time-out of the adapter's own.");
        await house.StartAsync();

        foreach (var i in Enumerable.Range(0, 40))
        {
            await house.Inbox.AcceptAsync(Some.Command("cancel #99", $"bad{i}", new UserRef(ChatPlatform.Slack, $"U{i}")), CancellationToken.None);
        }

        await house.Inbox.AcceptAsync(Some.Command("build a page", "good"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Single(house.Gateway.Started);
    }

    [SkippableFact]
    public async Task Build_RegisteredButNeverStarted_IsNotLeftWaitingForEver()
    {
        await using var house = await ChatHouse.OpenAsync();
        house.Gateway.BeforeStart = _ => throw new InvalidOperationException("broken");
        house.Gateway.Ended[BuildId.FromEvent("slack/T1/Ev1")] = new OutsideEnd(OutsideEndKind.Unknown);
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None);
        await house.DispatchedAsync();
        await house.PublishedAsync();

        var build = Assert.Single(await house.Get<IBuildStore>().ListNewestAsync(Some.Ann, "T1", 9, CancellationToken.None));
        Assert.Equal(BuildStage.Cancelled, build.Stage);
        Assert.Contains("could not be started", build.Card!.Detail, StringComparison.Ordinal);
    }

    /// <summary>Waiting is no failure: who waited long is not given up at the first error.</summary>
    [SkippableFact]
    public async Task Build_WaitedOftenThenFailsOnce_IsStartedAllTheSame()
    {
        await using var house = await ChatHouse.OpenAsync();
        var asked = 0;
        house.Gateway.BeforeStart = _ => Interlocked.Increment(ref asked) switch
        {
            < 6 => StartOutcome.Unavailable,
            < 8 => throw new InvalidOperationException("a hiccup"),
            _ => null,
        };
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("build a page"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Single(house.Gateway.Started);
    }

    [SkippableFact]
    public async Task Cancel_OfABuildThatHasNotBegun_WaitsForItAndSaysSo()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a");
        var asked = 0;
        house.Gateway.BeforeDecide = _ => Interlocked.Increment(ref asked) < 8 ? new DecideOutcome.Missing() : null;
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("cancel #1"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Equal(1, house.Gateway.AcceptedDecisions);
        var told = house.Platform.Answers.Select(a => a.Text.ToString()).ToArray();
        Assert.Equal(2, told.Length);
        Assert.Contains("has not begun yet", told[0], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Answer_ThatCertainlyDidNotArrive_IsSentAgain()
    {
        await using var house = await ChatHouse.OpenAsync();
        var outcomes = new Queue<DeliveryOutcome>([new DeliveryOutcome.RateLimited(TimeSpan.FromMilliseconds(20), RateScope.Channel), new DeliveryOutcome.Unavailable("no_connection", MayBeDone: false)]);
        house.Platform.BeforeAnswer = _ => outcomes.TryDequeue(out var outcome) ? outcome : null;
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("cancel #99"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Single(house.Platform.Answers);
        Assert.Empty(outcomes);
    }

    [SkippableFact]
    public async Task Answer_ThatMayHaveArrived_IsNotSentAgain()
    {
        await using var house = await ChatHouse.OpenAsync();
        var asked = 0;
        house.Platform.BeforeAnswer = _ => Interlocked.Increment(ref asked) > 0 ? new DeliveryOutcome.Unavailable("timeout", MayBeDone: true) : null;
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("cancel #99"), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Equal(1, asked);
    }

    [SkippableFact]
    public async Task Build_PlatformDoesNotSayWho_TheRequesterIsToldOnce()
    {
        var asked = 0;
        await using var house = await ChatHouse.OpenAsync(
            new FakePlatform { People = user => Interlocked.Increment(ref asked) < 4 ? null : new ChatPerson(user, "Ann", IsGuest: false) });
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Command("build a page") with { IsGuest = null }, CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Contains("who you are", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
        Assert.Single(house.Gateway.Started);
    }

    [SkippableFact]
    public async Task Dialog_ThatThePlatformForbids_SaysWhyInsteadOfPressAgain()
    {
        await using var house = await ChatHouse.OpenAsync();
        await house.RegisterAsync("a");
        await house.Outbox.PublishCardAsync(Some.CardToDecide(), 1, CancellationToken.None);
        house.Platform.Before = call => call.Method == "dialog" ? new DeliveryOutcome.Blocked("missing_scope", "The app lacks a scope.") : null;
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Click(CardAction.Reject, Some.CardToDecide().Target), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Contains("The app lacks a scope.", Assert.Single(house.Platform.Answers).Text.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Decision_CarriesThePolicyAsItIsConfiguredNow()
    {
        var policy = new ProjectPolicy { Name = "default", Approvers = [Some.Bob] };
        await using var house = await ChatHouse.OpenAsync(projects: policy);
        await house.RegisterAsync("a");
        await house.Outbox.PublishCardAsync(Some.CardToDecide(), 1, CancellationToken.None);
        await house.StartAsync();

        await house.Inbox.AcceptAsync(Some.Click(CardAction.Approve, Some.CardToDecide().Target), CancellationToken.None);
        await house.DispatchedAsync();

        Assert.Equal([Some.Bob], Assert.Single(house.Gateway.Asked).Input.Policy!.Approvers);
    }
}
