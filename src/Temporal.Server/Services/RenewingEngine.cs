using Microsoft.Extensions.Logging;
using Temporal.Server.Grpc;
using Temporal.Server.Storage;

namespace Temporal.Server.Services;

/// <summary>An engine that is made again from the store when a write has failed, so that a failure heals without a restart of the process.</summary>
/// <remarks>
/// What was not acknowledged is void: its callers were told to come again. Only another server on the same store is final.
/// </remarks>
internal sealed partial class RenewingEngine : IEngine, IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly EngineParts _parts;
    private readonly Func<EngineParts, IEngine> _make;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IEngine _current;
    private Task _watching = Task.CompletedTask;

    public RenewingEngine(EngineParts parts, Func<EngineParts, IEngine> make)
    {
        _parts = parts;
        _make = make;
        _logger = parts.Logging.CreateLogger<RenewingEngine>();
        _current = make(parts);
        Methods = [.. _current.Methods.Select((method, index) => method with { Handler = (request, context) => _current.Methods[index].Handler(request, context) })];
    }

    public IReadOnlyList<RpcMethod> Methods { get; }

    public Task Failed => _failed.Task;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _current.StartAsync(cancellationToken);
        _watching = WatchAsync(_stopping.Token);
    }

    public void Stop()
    {
        _stopping.Cancel();
        _current.Stop();
    }

    public void Close() => _current.Close();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching;
        _stopping.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await WaitForFailureAsync(_current, cancellationToken);
                await RenewAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (StoreTakenException taken)
        {
            _failed.TrySetException(taken);
        }
    }

    /// <exception cref="StoreTakenException">It failed because another server writes now.</exception>
    private static async Task WaitForFailureAsync(IEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            await engine.Failed.WaitAsync(cancellationToken);
        }
        catch (Exception error) when (error is not (StoreTakenException or OperationCanceledException))
        {
            return;
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        _current.Stop();
        _current.Close();
        var pause = FirstPause;
        while (true)
        {
            try
            {
                await _parts.Store.RenewAsync(cancellationToken);
                _current = await StartAnewAsync(cancellationToken);
                LogRenewed();
                return;
            }
#pragma warning disable CA1031 // Whatever keeps the store from being read may pass; until then callers are told to come again.
            catch (Exception error) when (error is not (StoreTakenException or OperationCanceledException))
            {
                LogNotYet(error);
            }
#pragma warning restore CA1031

            await Task.Delay(pause, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<IEngine> StartAnewAsync(CancellationToken cancellationToken)
    {
        var fresh = _make(_parts);
        try
        {
            await fresh.StartAsync(cancellationToken);
            return fresh;
        }
        catch
        {
            fresh.Stop();
            fresh.Close();
            throw;
        }
    }

    [LoggerMessage(EventId = 7103, Level = LogLevel.Warning, Message = "A write had failed; the Temporal service has read its state again and goes on")]
    private partial void LogRenewed();

    [LoggerMessage(EventId = 7104, Level = LogLevel.Error, Message = "A write had failed, and the Temporal service cannot read its state yet; it tries again")]
    private partial void LogNotYet(Exception error);
}
