namespace Temporal.Server.Hosting;

/// <summary>Where an embedded Temporal service keeps its state: memory or a PostgreSQL schema.</summary>
public sealed record TemporalStore
{
    /// <summary>The schema that <see cref="PostgreSql"/> takes where none is named.</summary>
    public const string DefaultSchema = "temporal";

    private TemporalStore(string? connectionString, string schema)
    {
        ConnectionString = connectionString;
        Schema = schema;
    }

    /// <summary>State that ends with the server.</summary>
    public static TemporalStore Memory { get; } = new(null, DefaultSchema);

    /// <summary>The connection string; null for memory.</summary>
    public string? ConnectionString { get; }

    /// <summary>The schema that holds the tables.</summary>
    public string Schema { get; }

    /// <summary>State in a schema of a PostgreSQL database. One server may run on it at a time: a second one's start fails.</summary>
    /// <param name="connectionString">As Npgsql reads it.</param>
    /// <param name="schema">Created where it does not exist: lower-case letters, digits and underscores.</param>
    public static TemporalStore PostgreSql(string connectionString, string schema = DefaultSchema)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return schema.Length is > 0 and <= 63 && schema.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
            ? new TemporalStore(connectionString, schema)
            : throw new ArgumentException($"The schema name \"{schema}\" may hold only lower-case letters, digits and underscores, at most 63.", nameof(schema));
    }

    /// <summary>Does not show the connection string, which may hold a password.</summary>
    public override string ToString() => ConnectionString is null ? "memory" : $"PostgreSQL, schema {Schema}";
}
