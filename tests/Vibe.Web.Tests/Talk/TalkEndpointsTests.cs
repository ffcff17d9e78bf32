using System.Data.Common;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vibe.Chat.Inbound;
using Vibe.Data.WebChat;
using Vibe.Web.Access;
using Vibe.Web.Talk;

namespace Vibe.Web.Tests.Talk;

public sealed class TalkEndpointsTests
{
    /// <summary>The page shows "not sent" for anything but success, and people send again.</summary>
    [Theory]
    [InlineData("@vibe build a page", HttpStatusCode.OK)]
    [InlineData("just talking", HttpStatusCode.ServiceUnavailable)]
    public async Task Say_MessagesCannotBeKept_IsNotSentOnlyWhereVibeDidNotTakeIt(string text, HttpStatusCode expected)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IChatInbox, Takes>().AddSingleton<IWebMessageStore, Away>().AddSingleton(new WebPeople(Options.Create(new WebChatOptions())));
        await using var app = builder.Build();
        app.MapGroup("/chat").MapTalk();
        await app.StartAsync();
        using var page = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        page.DefaultRequestHeaders.Add(TalkEndpoints.PageHeader, "1");

        var answer = await page.PostAsJsonAsync("/chat/api/messages", new { user = "ana", id = "e1", channel = "general", text });

        Assert.Equal(expected, answer.StatusCode);
    }

    private sealed class Takes : IChatInbox
    {
        public Task<ChatReceipt> AcceptAsync(InboundEvent received, CancellationToken cancellationToken) => Task.FromResult<ChatReceipt>(ChatReceipt.Accepted.Instance);
    }

    private sealed class Away : IWebMessageStore
    {
        public Task SaveAsync(WebMessageDraft draft, CancellationToken cancellationToken) => throw new Gone();

        public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => throw new Gone();

        public Task<WebHistory> ReadAsync(WebHistoryQuery query, CancellationToken cancellationToken) => throw new Gone();

        public Task<IReadOnlyList<WebMessageRow>> ListChangedAsync(long afterChange, CancellationToken cancellationToken) => throw new Gone();

        public Task<long> LatestChangeAsync(CancellationToken cancellationToken) => throw new Gone();
    }

    private sealed class Gone() : DbException("The database is away.");
}
