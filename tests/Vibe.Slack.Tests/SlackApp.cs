using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vibe.Chat.Artifacts;
using Vibe.Chat.Inbound;
using Vibe.Core.Artifacts;
using Vibe.Core.Cards;
using Vibe.Slack.Connection;
using Vibe.Slack.Messages;
using Vibe.TestKit;
using Vibe.TestKit.Slack;

namespace Vibe.Slack.Tests;

/// <summary>The adapter in a host of its own, against the fake Slack, with an inbox that answers what it is told.</summary>
internal sealed class SlackApp : IAsyncDisposable, IChatInbox, IArtifactReader
{
    private readonly WebApplication _app;
    // A request that asks before it sends its body waits for the answer, however long that takes.
    private readonly HttpClient _http = new(new SocketsHttpHandler { Expect100ContinueTimeout = Eventually.Patience });

    private SlackApp(WebApplication app, FakeSlack slack)
    {
        _app = app;
        Slack = slack;
        Payloads = new SlackPayloads(slack);
        Caller = new SlackCaller(_http, new Uri("http://127.0.0.1"));
    }

    public FakeSlack Slack { get; }

    public SlackPayloads Payloads { get; }

    public SlackCaller Caller { get; private set; }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public SlackPlatform Platform => _app.Services.GetRequiredService<SlackPlatform>();

    public ISlackConnection Connection => _app.Services.GetRequiredService<ISlackConnection>();

    public ConcurrentQueue<InboundEvent> Received { get; } = new();

    public Func<InboundEvent, ChatReceipt> Receipt { get; set; } = _ => ChatReceipt.Accepted.Instance;

    public ArtifactView? Artifact { get; set; }

    public static async Task<SlackApp> StartAsync(bool usesSockets = false, TimeProvider? time = null, Action<Dictionary<string, string?>>? change = null)
    {
        var slack = await FakeSlack.StartAsync();
        var settings = new Dictionary<string, string?>
        {
            ["Slack:BotToken"] = FakeSlack.BotToken,
            [usesSockets ? "Slack:AppToken" : "Slack:SigningSecret"] = usesSockets ? FakeSlack.AppToken : FakeSlack.SigningSecret,
            ["Slack:ApiBaseUrl"] = slack.ApiBaseUrl.ToString(),
        };
        change?.Invoke(settings);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        SlackApp? self = null;
        builder.Services.AddSingleton<IChatInbox>(_ => self ?? throw new InvalidOperationException("Not started."));
        builder.Services.AddSingleton<IArtifactReader>(_ => self ?? throw new InvalidOperationException("Not started."));
        builder.Services.AddVibeSlack(builder.Configuration);
        var app = builder.Build();
        self = new SlackApp(app, slack);
        app.MapVibeSlack();
        await app.StartAsync();
        self.Address = new Uri(app.Urls.Single());
        self.Caller = new SlackCaller(self._http, self.Address);
        return self;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => await _http.SendAsync(request);

    public Task<ChatReceipt> AcceptAsync(InboundEvent received, CancellationToken cancellationToken)
    {
        // Who sees it in the queue may change what the next one is told.
        var receipt = Receipt(received);
        Received.Enqueue(received);
        return Task.FromResult(receipt);
    }

    public Task<ArtifactView?> ReadAsync(ActionTarget target, CancellationToken cancellationToken) => Task.FromResult(Artifact?.Target == target ? Artifact : null);

    public Task<byte[]?> ReadContentAsync(ArtifactDigest digest, CancellationToken cancellationToken) => Task.FromResult<byte[]?>(null);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Slack.DisposeAsync();
        _http.Dispose();
    }
}
