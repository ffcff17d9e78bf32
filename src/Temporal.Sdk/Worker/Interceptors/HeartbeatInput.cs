namespace Temporalio.Worker.Interceptors;

/// <summary>What a heart-beat takes.</summary>
/// <param name="Details">Its details.</param>
public record HeartbeatInput(object?[] Details);
