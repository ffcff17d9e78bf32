namespace Temporalio.Runtime;

/// <summary>What connections and workers of a process share.</summary>
public sealed class TemporalRuntime
{
    private static readonly Lazy<TemporalRuntime> Shared = new(() => new(new TemporalRuntimeOptions()));

    /// <summary>Creates a runtime.</summary>
    public TemporalRuntime(TemporalRuntimeOptions options) => Options = (TemporalRuntimeOptions)options.Clone();

    /// <summary>Gets the runtime that is used where none is named.</summary>
    public static TemporalRuntime Default => Shared.Value;

    internal TemporalRuntimeOptions Options { get; }
}
