namespace Vibe.TestKit.Models;

/// <summary>The real Ollama with the model <c>tiny</c>, on a free port and with its own folder; ended and cleaned up by dispose.</summary>
public sealed class OllamaServer : IAsyncDisposable
{
    private readonly ToolProcess process;
    private readonly TempFolder folder;

    private OllamaServer(ToolProcess process, TempFolder folder, Uri address)
    {
        this.process = process;
        this.folder = folder;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Why it cannot be started here, or <see langword="null"/>.</summary>
    public static string? Absence => RealTools.Ollama is null ? RealTools.Absent("ollama") : RealTools.OllamaCreateTiny is null ? RealTools.Absent("ollama/create-tiny") : null;

    /// <summary>Starts it and creates the model.</summary>
    public static async Task<OllamaServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = new TempFolder();
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var environment = new Dictionary<string, string> { ["OLLAMA_HOST"] = address.Authority, ["OLLAMA_MODELS"] = folder.Path };
        var server = new OllamaServer(ToolProcess.StartServer(Tool(RealTools.Ollama), ["serve"], environment), folder, address);
        try
        {
            using var http = new HttpClient();
            await Eventually.TrueAsync(() => server.AnswersAsync(http, cancellationToken), "Ollama answers", TimeSpan.FromMinutes(2));
            await ToolProcess.RunAsync(Tool(RealTools.OllamaCreateTiny), [], environment);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        folder.Dispose();
    }

    private static string Tool(string? path) => path ?? throw new InvalidOperationException(Absence);

    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(Address, "api/version"), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!process.HasExited)
        {
            return false;
        }
    }
}
