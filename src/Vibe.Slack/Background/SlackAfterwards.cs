using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vibe.Slack.Background;

/// <summary>Does what need not be done before Slack is answered, such as answers on another way; at most once, and not after the process ends.</summary>
internal sealed partial class SlackAfterwards : BackgroundService
{
    private const int Waiting = 1_000;
    private const int AtOnce = 8;
    private readonly Channel<Func<CancellationToken, Task>> _work;
    private readonly ILogger<SlackAfterwards> _logger;
    private int _dropped;

    public SlackAfterwards(ILogger<SlackAfterwards> logger)
    {
        _logger = logger;
        _work = Channel.CreateBounded<Func<CancellationToken, Task>>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest }, _ => Interlocked.Increment(ref _dropped));
    }

    public void Enqueue(Func<CancellationToken, Task> work) => _work.Writer.TryWrite(work);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Parallel.ForEachAsync(_work.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, RunAsync);
        }
        finally
        {
            TellDropped();
        }
    }

    private async ValueTask RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        // A burst is over when half of what waited is done.
        if (_work.Reader.Count < Waiting / 2)
        {
            TellDropped();
        }

        try
        {
            await work(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // One answer that fails must not end those of others.
            LogFailed(e);
        }
    }

    private void TellDropped()
    {
        if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
        {
            LogDropped(dropped, Waiting);
        }
    }

    [LoggerMessage(EventId = 6132, Level = LogLevel.Warning, Message = "{Dropped} answers in Slack were not given: more than {Waiting} waited at once, and the oldest went. Those who asked can ask again")]
    private partial void LogDropped(int dropped, int waiting);

    [LoggerMessage(EventId = 6131, Level = LogLevel.Error, Message = "An answer in Slack could not be given")]
    private partial void LogFailed(Exception exception);
}
