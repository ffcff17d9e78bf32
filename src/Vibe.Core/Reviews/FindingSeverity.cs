namespace Vibe.Core.Reviews;

/// <summary>How much a finding weighs.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Should be mended some day.</summary>
    Warning,

    /// <summary>Is mended before people are asked, as far as the fix rounds reach.</summary>
    Blocking,
}
