namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>How a random program ends.</summary>
public enum ProgramEnd
{
    /// <summary>With its trace.</summary>
    Complete,

    /// <summary>With a failure.</summary>
    Fail,

    /// <summary>As cancelled, where it was asked to cancel.</summary>
    ObeyCancel,
}
