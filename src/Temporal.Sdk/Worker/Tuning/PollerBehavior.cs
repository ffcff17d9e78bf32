namespace Temporalio.Worker.Tuning;

/// <summary>How many polls of one kind a worker keeps open.</summary>
public abstract class PollerBehavior
{
    private protected PollerBehavior()
    {
    }

    /// <summary>A fixed upper bound of open polls.</summary>
    public sealed class SimpleMaximum : PollerBehavior
    {
        /// <summary>Creates the behaviour.</summary>
        /// <param name="maximum">Open polls at most; at least 1.</param>
        public SimpleMaximum(int maximum)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
            Maximum = maximum;
        }

        /// <summary>Open polls at most.</summary>
        public int Maximum { get; }
    }
}
