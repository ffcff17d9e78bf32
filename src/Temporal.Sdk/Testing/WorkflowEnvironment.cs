using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common.EnvConfig;

namespace Temporalio.Testing;

/// <summary>A server for tests and a client of it.</summary>
public class WorkflowEnvironment : IAsyncDisposable
{
    /// <summary>An environment on a server that is there already. It is not ended with the environment.</summary>
    /// <param name="client">The client.</param>
    public WorkflowEnvironment(ITemporalClient client)
    {
        Client = client;
        Logger = client.Options.LoggerFactory.CreateLogger<WorkflowEnvironment>();
    }

    /// <summary>The client.</summary>
    public ITemporalClient Client { get; protected init; }

    /// <summary>Whether time can be skipped.</summary>
    public virtual bool SupportsTimeSkipping => false;

    /// <summary>Logger of the environment.</summary>
    protected ILogger<WorkflowEnvironment> Logger { get; }

    /// <summary>Starts a server in real time: the given program, or the embedded server.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The environment; dispose of it to end the server.</returns>
    public static async Task<WorkflowEnvironment> StartLocalAsync(WorkflowEnvironmentStartLocalOptions? options = null)
    {
        options = (WorkflowEnvironmentStartLocalOptions)(options ?? new()).Clone();
        return options.DevServerOptions.ExistingPath is null
            ? await EmbeddedEnvironment.StartAsync(options, TimeSkipping.Off).ConfigureAwait(false)
            : await DevServerEnvironment.StartAsync(options).ConfigureAwait(false);
    }

    /// <summary>Starts the embedded server with a clock that jumps to the next timer while a workflow's result is awaited.</summary>
    /// <param name="options">Options.</param>
    /// <returns>The environment; dispose of it to end the server.</returns>
    public static async Task<WorkflowEnvironment> StartTimeSkippingAsync(WorkflowEnvironmentStartTimeSkippingOptions? options = null) =>
        await EmbeddedEnvironment.StartAsync(
            (WorkflowEnvironmentStartTimeSkippingOptions)(options ?? new()).Clone(), new TimeSkipping()).ConfigureAwait(false);

    /// <summary>Connects to the server that environment variables and configuration files name.</summary>
    /// <param name="profileLoadOptions">Where to look.</param>
    /// <returns>The environment. The server is not ended with it.</returns>
    public static async Task<WorkflowEnvironment> CreateFromEnvConfigAsync(ClientEnvConfig.ProfileLoadOptions? profileLoadOptions = null) =>
        new(await TemporalClient.ConnectAsync(ClientEnvConfig.LoadClientConnectOptions(profileLoadOptions)).ConfigureAwait(false));

    /// <summary>Lets time pass: really, or by skipping it.</summary>
    /// <param name="millisecondsDelay">Milliseconds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the time has passed.</returns>
    public Task DelayAsync(int millisecondsDelay, CancellationToken? cancellationToken = null) =>
        DelayAsync(TimeSpan.FromMilliseconds(millisecondsDelay), cancellationToken);

    /// <summary>Lets time pass: really, or by skipping it.</summary>
    /// <param name="delay">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the time has passed.</returns>
    public virtual Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        Task.Delay(delay, TimeProvider.System, cancellationToken ?? CancellationToken.None);

    /// <summary>The server's time (UTC).</summary>
    /// <returns>The time.</returns>
    public virtual Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>Runs code during which time is not skipped.</summary>
    /// <typeparam name="T">Its result.</typeparam>
    /// <param name="func">The code.</param>
    /// <returns>Its result.</returns>
    public T WithAutoTimeSkippingDisabled<T>(Func<T> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        using var _ = DisableAutoTimeSkipping();
        return func();
    }

    /// <summary>Runs code during which time is not skipped.</summary>
    /// <param name="func">The code.</param>
    public void WithAutoTimeSkippingDisabled(Action func)
    {
        ArgumentNullException.ThrowIfNull(func);
        using var _ = DisableAutoTimeSkipping();
        func();
    }

    /// <summary>Runs code during which time is not skipped.</summary>
    /// <param name="func">The code.</param>
    /// <returns>A task that ends with it.</returns>
    public Task WithAutoTimeSkippingDisabledAsync(Func<Task> func) => WithAutoTimeSkippingDisabledAsync(async () =>
    {
        await func().ConfigureAwait(false);
        return true;
    });

    /// <summary>Runs code during which time is not skipped.</summary>
    /// <typeparam name="T">Its result.</typeparam>
    /// <param name="func">The code.</param>
    /// <returns>Its result.</returns>
    public virtual async Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        using var _ = DisableAutoTimeSkipping();
        return await func().ConfigureAwait(false);
    }

    /// <summary>Ends the server, if it is the environment's own.</summary>
    /// <returns>A task that ends with it.</returns>
    public virtual Task ShutdownAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await ShutdownAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Keeps time from being skipped until disposed of; null where it never is.</summary>
    private protected virtual IDisposable? DisableAutoTimeSkipping() => null;
}
