using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>How a workflow goes on as a new run; what is null stays as it is.</summary>
public class ContinueAsNewOptions : ICloneable
{
    /// <summary>Creates options with their defaults.</summary>
    public ContinueAsNewOptions()
    {
    }

    /// <summary>The new run's queue.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>The new run's time.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>One workflow task of the new run.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>How long the server waits before the new run's first workflow task.</summary>
    public TimeSpan? BackoffStartInterval { get; set; }

    /// <summary>The new run's memo.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>The new run's search attributes.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>The new run's retry policy.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Makes a shallow copy.</summary>
    public virtual object Clone() => MemberwiseClone();
}
