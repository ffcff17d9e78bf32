using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Common;

/// <summary>How often and how fast a failed activity or workflow is tried again.</summary>
public record RetryPolicy
{
    /// <summary>Gets or sets the wait before the second attempt.</summary>
    /// <value>1 second.</value>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the factor by which the wait grows.</summary>
    /// <value>2.</value>
    public float BackoffCoefficient { get; set; } = 2f;

    /// <summary>Gets or sets the longest wait.</summary>
    /// <value>Null: 100 times the initial one.</value>
    public TimeSpan? MaximumInterval { get; set; }

    /// <summary>Gets or sets the number of attempts.</summary>
    /// <value>0: no limit.</value>
    public int MaximumAttempts { get; set; }

    /// <summary>Gets or sets the error types after which there is no other attempt.</summary>
    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; set; }

    internal static RetryPolicy FromProto(Api.Common.V1.RetryPolicy proto) => new()
    {
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.Zero,
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        MaximumAttempts = proto.MaximumAttempts,
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes.Count == 0 ? null : proto.NonRetryableErrorTypes,
    };

    internal Api.Common.V1.RetryPolicy ToProto()
    {
        var proto = new Api.Common.V1.RetryPolicy
        {
            InitialInterval = Duration.FromTimeSpan(InitialInterval),
            BackoffCoefficient = BackoffCoefficient,
            MaximumInterval = MaximumInterval is { } maximum ? Duration.FromTimeSpan(maximum) : null,
            MaximumAttempts = MaximumAttempts,
        };
        if (NonRetryableErrorTypes is { } types)
        {
            proto.NonRetryableErrorTypes.AddRange(types);
        }

        return proto;
    }
}
