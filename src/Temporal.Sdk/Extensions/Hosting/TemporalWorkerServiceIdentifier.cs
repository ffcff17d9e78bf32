namespace Temporalio.Extensions.Hosting;

/// <summary>Names a hosted worker.</summary>
/// <param name="TaskQueue">Its task queue.</param>
/// <param name="Version">Its version, if it has one.</param>
/// <param name="VersionIsBuildId">Whether the version is a build id.</param>
public record TemporalWorkerServiceIdentifier(string TaskQueue, string? Version, bool VersionIsBuildId);
