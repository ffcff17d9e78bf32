using Npgsql;

namespace Vibe.Chat.Failures;

/// <summary>What it looks like when the database is away. An error that it answers with is not among it, unless it is transient by its own word.</summary>
internal static class DataFailures
{
    public static bool IsAway(Exception failure) => failure switch
    {
        PostgresException answer => answer.IsTransient,
        NpgsqlException or TimeoutException or IOException => true,
        _ => false,
    };
}
