namespace Temporalio.Common;

/// <summary>In which order tasks of one queue are handed out.</summary>
public sealed record Priority
{
    /// <summary>Creates a priority.</summary>
    /// <param name="priorityKey">1 (first) to 5 (last); null for the server's default of 3.</param>
    /// <param name="fairnessKey">Tasks of different keys share a priority fairly; at most 64 bytes.</param>
    /// <param name="fairnessWeight">The share of this key, 0.001 to 1000; null for 1.</param>
    public Priority(int? priorityKey = null, string? fairnessKey = null, float? fairnessWeight = null)
    {
        PriorityKey = priorityKey;
        FairnessKey = fairnessKey;
        FairnessWeight = fairnessWeight;
    }

    /// <summary>Gets the priority that states nothing.</summary>
    public static Priority Default { get; } = new();

    /// <summary>Gets the priority key: 1 is first.</summary>
    public int? PriorityKey { get; init; }

    /// <summary>Gets the fairness key.</summary>
    public string? FairnessKey { get; init; }

    /// <summary>Gets the weight of the fairness key.</summary>
    public float? FairnessWeight { get; init; }

    internal static Priority FromProto(Api.Common.V1.Priority? proto) => proto is null
        ? Default
        : new(
            proto.PriorityKey == 0 ? null : proto.PriorityKey,
            proto.FairnessKey.Length == 0 ? null : proto.FairnessKey,
            proto.FairnessWeight == 0 ? null : proto.FairnessWeight);

    internal Api.Common.V1.Priority ToProto() => new()
    {
        PriorityKey = PriorityKey ?? 0,
        FairnessKey = FairnessKey ?? string.Empty,
        FairnessWeight = FairnessWeight ?? 0,
    };
}
