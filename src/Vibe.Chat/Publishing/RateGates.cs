using Vibe.Chat.Outbound;
using Vibe.Core.Identity;
using Vibe.Data.Outbox;

namespace Vibe.Chat.Publishing;

/// <summary>
/// Keeps a platform's limits: for each limited scope the time from which the next call is allowed (the generic cell rate algorithm), and the platform's own word
/// (Retry-After), which counts more than what was declared.
/// </summary>
internal sealed class RateGates(IReadOnlyList<RateLimit> limits, TimeProvider time)
{
    private readonly Dictionary<string, Gate> gates = [];

    /// <summary>Takes one call from every limit that it falls under, or none and says no.</summary>
    public bool TryTake(ChatMethod method, ThreadRef thread)
    {
        lock (gates)
        {
            var now = time.GetUtcNow();
            var taken = limits.Where(l => l.Method == method).Select(l => (Limit: l, Gate: GateOf(method, l.Scope, thread))).ToArray();
            if (IsClosed(method, thread, now) || taken.Any(t => !IsOpen(t.Gate, t.Limit, now)))
            {
                return false;
            }

            foreach (var (limit, gate) in taken)
            {
                gate.Next = (gate.Next > now ? gate.Next : now) + limit.Interval;
                gate.Limit = limit;
            }

            return true;
        }
    }

    /// <summary>The platform asks to wait.</summary>
    public void Close(ChatMethod method, RateScope scope, ThreadRef thread, TimeSpan wait)
    {
        lock (gates)
        {
            var gate = GateOf(method, scope, thread);
            var until = time.GetUtcNow() + wait;
            gate.ClosedUntil = gate.ClosedUntil > until ? gate.ClosedUntil : until;
        }
    }

    /// <summary>What may not be used now, as the outbox takes it, and when the first of it may be used again.</summary>
    public (IReadOnlyList<string> Closed, TimeSpan? NextOpening) Look()
    {
        lock (gates)
        {
            var now = time.GetUtcNow();
            var closed = new List<string>();
            DateTimeOffset? next = null;
            foreach (var (key, gate) in gates.ToArray())
            {
                var opens = OpensAt(gate);
                if (opens > now)
                {
                    closed.Add(key);
                    next = next is { } sooner && sooner < opens ? sooner : opens;
                }
                else if (gate.Next <= now)
                {
                    // As good as new.
                    gates.Remove(key);
                }
            }

            return (closed, next - now);
        }
    }

    private static DateTimeOffset OpensAt(Gate gate)
    {
        var byLimit = gate.Limit is { } limit ? gate.Next - ((limit.Burst - 1) * limit.Interval) : DateTimeOffset.MinValue;
        return byLimit > gate.ClosedUntil ? byLimit : gate.ClosedUntil;
    }

    private static bool IsOpen(Gate gate, RateLimit limit, DateTimeOffset now) => gate.Next <= now + ((limit.Burst - 1) * limit.Interval);

    private bool IsClosed(ChatMethod method, ThreadRef thread, DateTimeOffset now) =>
        (gates.TryGetValue(KeyOf(method, RateScope.Channel, thread), out var channel) && channel.ClosedUntil > now)
        || (gates.TryGetValue(KeyOf(method, RateScope.Workspace, thread), out var workspace) && workspace.ClosedUntil > now);

    private Gate GateOf(ChatMethod method, RateScope scope, ThreadRef thread)
    {
        var key = KeyOf(method, scope, thread);
        if (!gates.TryGetValue(key, out var gate))
        {
            gates[key] = gate = new Gate();
        }

        return gate;
    }

    private static string KeyOf(ChatMethod method, RateScope scope, ThreadRef thread)
    {
        var name = method switch
        {
            ChatMethod.Send => OutboxScopes.Send,
            ChatMethod.Edit => OutboxScopes.Edit,
            ChatMethod.Upload => OutboxScopes.Upload,
            _ => "find",
        };
        return scope == RateScope.Channel ? OutboxScopes.Channel(name, thread) : OutboxScopes.Workspace(name, thread);
    }

    private sealed class Gate
    {
        public DateTimeOffset Next { get; set; } = DateTimeOffset.MinValue;

        public DateTimeOffset ClosedUntil { get; set; } = DateTimeOffset.MinValue;

        public RateLimit? Limit { get; set; }
    }
}
