namespace Vibe.Data.Migrations;

/// <summary>Brings the database to the schema that this version needs.</summary>
public interface IDatabaseMigrator
{
    /// <summary>
    /// Applies what is missing, in order, each step in one transaction, under an advisory lock: several processes may start at once.
    /// Does nothing where the schema is there already.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database was migrated by a newer version than this one.</exception>
    Task MigrateAsync(CancellationToken cancellationToken);
}
