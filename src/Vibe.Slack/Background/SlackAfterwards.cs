using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Vibe.Slack.Background;

/// <summary>Does what need not be done before Slack is answered, such as answers on another way; at most once, and not after the process ends.</summary>
internal sealed partial class SlackAfterwards(ILogger<SlackAfterwards> logger) : BackgroundService
{
    private const int Waiting = 1_000;
    private const int AtOnce = 8;
    private readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateBounded<Func<CancellationToken, Task>>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Enqueue(Func<CancellationToken, Task> work) => _work.Writer.TryWrite(work);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(_work.Reader.ReadAllAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, RunAsync);

    private async ValueTask RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
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

    [LoggerMessage(EventId = 6131, Level = LogLevel.Error, Message = "An answer in Slack could not be given")]
    private partial void LogFailed(Exception exception);
}
