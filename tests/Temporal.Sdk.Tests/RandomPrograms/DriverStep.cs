namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>A step of the driver: after a pause, messages at once.</summary>
/// <param name="Pause">Milliseconds.</param>
/// <param name="Deeds">What it does.</param>
internal sealed record DriverStep(int Pause, IReadOnlyList<(DriverDeed Deed, ProgramMessage Message)> Deeds);
