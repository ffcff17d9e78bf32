using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

/// <summary>Does what the chat's page does, without a browser: posts, and reads what everybody would see.</summary>
internal sealed class ChatClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies;
    private readonly Uri _address;

    private ChatClient(HttpClient http, CookieContainer cookies, Uri address) => (_http, _cookies, _address) = (http, cookies, address);

    /// <summary>Opens the chat with the printed address.</summary>
    public static async Task<ChatClient> OpenAsync(HostProcess host)
    {
        var opening = await host.OpeningAsync();
        var cookies = new CookieContainer();
        var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { Timeout = Patience, BaseAddress = new Uri(opening.GetLeftPart(UriPartial.Authority)) };
        http.DefaultRequestHeaders.Add("X-Vibe-Chat", "1");
        (await http.GetAsync(opening.PathAndQuery)).EnsureSuccessStatusCode();
        return new ChatClient(http, cookies, http.BaseAddress);
    }

    /// <summary>Says something; the same id is the same sending.</summary>
    public Task<HttpResponseMessage> SayAsync(string user, string text, string? id = null, string? thread = null) =>
        _http.PostAsJsonAsync("/chat/api/messages", new { user, id = id ?? Guid.NewGuid().ToString(), channel = "general", thread, text });

    /// <summary>Presses a button of a card.</summary>
    public Task<HttpResponseMessage> PressAsync(string user, JsonNode card, string action, string? id = null) =>
        _http.PostAsJsonAsync("/chat/api/actions", new { user, id = id ?? Guid.NewGuid().ToString(), channel = "general", action, target = card["target"]!.GetValue<string>() });

    /// <summary>Downloads a delivered file.</summary>
    public Task<byte[]> DownloadAsync(string path) => _http.GetByteArrayAsync(path);

    /// <summary>Every message that the person sees now.</summary>
    public async Task<IReadOnlyList<JsonObject>> MessagesAsync(string user)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        await socket.ConnectAsync(new UriBuilder(_address) { Scheme = "ws", Path = "/chat/socket", Query = $"user={user}" }.Uri, limit.Token);
        while (true)
        {
            // What happens while the page opens may be told before the greeting.
            var frame = JsonNode.Parse(await ReceiveAsync(socket, limit.Token))!;
            if (frame["type"]!.GetValue<string>() == "hello")
            {
                return [.. frame["messages"]!.AsArray().Select(m => m!.AsObject())];
            }
        }
    }

    /// <summary>The cards that everybody sees, by build number.</summary>
    public async Task<IReadOnlyList<JsonObject>> CardsAsync() =>
        [.. (await MessagesAsync("ana")).Select(m => m["card"]?.AsObject()).OfType<JsonObject>().OrderBy(c => c["number"]!.GetValue<long>())];

    /// <summary>Waits until the only card is at one of these stages, and answers it.</summary>
    public async Task<JsonObject> CardAtAsync(TimeSpan atMost, params string[] stages)
    {
        JsonObject? card = null;
        await Eventually.PassesAsync(
            async () =>
            {
                card = Assert.Single(await CardsAsync());
                Assert.Contains(StageOf(card), stages);
            },
            atMost);
        return card!;
    }

    /// <summary>Waits until the card of the build with this title is at one of these stages, and answers it.</summary>
    public async Task<JsonObject> CardOfAsync(string title, TimeSpan atMost, params string[] stages)
    {
        JsonObject? card = null;
        await Eventually.PassesAsync(
            async () =>
            {
                card = Assert.Single(await CardsAsync(), c => c["title"]!.GetValue<string>() == title);
                Assert.True(stages.Contains(StageOf(card)), $"Expected {string.Join(" or ", stages)}: {card}");
            },
            atMost);
        return card!;
    }

    /// <summary>The stage of a card.</summary>
    public static string StageOf(JsonNode card) => card["stage"]!.GetValue<string>();

    public void Dispose() => _http.Dispose();

    private static async Task<string> ReceiveAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer, cancellationToken);
            text.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
