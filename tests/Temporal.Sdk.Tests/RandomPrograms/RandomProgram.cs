namespace Temporal.Sdk.Tests.RandomPrograms;

/// <summary>A program and what comes to it from outside, both of one seed.</summary>
internal sealed record RandomProgram(int Seed, ProgramInput Input, ProgramMessage? StartSignal, IReadOnlyList<DriverStep> Driver);
