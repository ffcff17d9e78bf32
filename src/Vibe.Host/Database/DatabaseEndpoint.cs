namespace Vibe.Host.Database;

/// <summary>The database in use; known once the start-up has found or started it.</summary>
internal sealed class DatabaseEndpoint
{
    private string? _connectionString;

    /// <summary>How to connect.</summary>
    /// <exception cref="InvalidOperationException">Asked before the start-up got that far.</exception>
    public string ConnectionString
    {
        get => _connectionString ?? throw new InvalidOperationException("The database is not known yet: ask after the foundations have started.");
        set => _connectionString = value;
    }
}
