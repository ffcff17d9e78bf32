using Temporal.Server.Grpc;

namespace Temporal.Server.Storage.Postgres;

/// <summary>Turns a database that is away into the answer that callers retry.</summary>
internal static class StoreOutage
{
    /// <summary>Runs a read.</summary>
    /// <exception cref="ServiceException">Unavailable, where the database does not answer.</exception>
    public static async ValueTask<T> GuardAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (CommitWriter.IsOutage(exception))
        {
            throw Unavailable();
        }
    }

    /// <summary>The answer.</summary>
    public static ServiceException Unavailable() => ServiceException.Unavailable("The database of the Temporal store does not answer; try again.");
}
