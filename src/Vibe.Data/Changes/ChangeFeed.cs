using System.Collections.Immutable;

namespace Vibe.Data.Changes;

internal sealed class ChangeFeed : IChangeFeed
{
    private ImmutableArray<ChangeSubscription> subscriptions = [];

    public ChangeSubscription Subscribe(params ChangeKind[] kinds)
    {
        var subscription = new ChangeSubscription(
            kinds, gone => ImmutableInterlocked.Update(ref subscriptions, static (all, one) => all.Remove(one), gone));
        ImmutableInterlocked.Update(ref subscriptions, static (all, one) => all.Add(one), subscription);
        return subscription;
    }

    public void Raise(ChangeKind kind)
    {
        foreach (var subscription in subscriptions)
        {
            if (subscription.Kinds.Contains(kind))
            {
                subscription.Raise();
            }
        }
    }
}
