namespace Vibe.Models.Calls;

/// <summary>The picked model with the instances behind it.</summary>
internal sealed record Selection(ChatModel Model, IReadOnlyList<ModelInstance> Instances);
