using Vibe.Models.Calls;

namespace Vibe.Models;

/// <summary>The one place where the model that works is picked: what is configured, else a local Ollama, else the sample model.</summary>
public interface IChatModels
{
    /// <summary>The model that works in this process; picked at the first call and kept until the process ends.</summary>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="Failures.ModelException">The configured provider cannot serve: its message says what to do.</exception>
    Task<ChatModel> SelectAsync(CancellationToken cancellationToken);

    /// <summary>Asks every instance of the picked provider whether it serves; never throws for an instance that does not.</summary>
    /// <param name="cancellationToken">Ends the check.</param>
    Task<IReadOnlyList<ModelHealth>> CheckAsync(CancellationToken cancellationToken);
}
