namespace Vibe.Host.Temporal;

/// <summary>The Temporal service in use; known once the start-up has found or started it.</summary>
internal sealed class TemporalEndpoint
{
    private string? _address;

    /// <summary>Host and port.</summary>
    /// <exception cref="InvalidOperationException">Asked before the start-up got that far.</exception>
    public string Address
    {
        get => _address ?? throw new InvalidOperationException("The Temporal service is not known yet: ask after the foundations have started.");
        set => _address = value;
    }
}
