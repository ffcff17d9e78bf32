using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vibe.Models.Calls;
using Vibe.Models.Failures;

namespace Vibe.Models.Ollama;

/// <summary>Ollama's HTTP API as far as it is used.</summary>
internal sealed class OllamaApi(HttpClient http, Uri address, TimeProvider time)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Uri _base = new(address.AbsoluteUri.EndsWith('/') ? address.AbsoluteUri : address.AbsoluteUri + "/");

    public Uri Address => address;

    public async Task<string> GetVersionAsync(CancellationToken cancellationToken)
    {
        using var document = await SendAsync<JsonDocument>(HttpMethod.Get, "api/version", body: null, model: null, cancellationToken);
        return document.RootElement.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.String
            ? version.GetString() ?? string.Empty
            : throw new ModelInvalidAnswerException($"What listens at {address} is not Ollama.");
    }

    /// <summary>The models that the server has.</summary>
    public async Task<IReadOnlyList<OllamaModelInfo>> GetModelsAsync(CancellationToken cancellationToken) =>
        (await SendAsync<OllamaModelList>(HttpMethod.Get, "api/tags", body: null, model: null, cancellationToken)).Models ?? [];

    /// <summary>The models that are loaded.</summary>
    public async Task<IReadOnlyList<OllamaModelInfo>> GetLoadedAsync(CancellationToken cancellationToken) =>
        (await SendAsync<OllamaModelList>(HttpMethod.Get, "api/ps", body: null, model: null, cancellationToken)).Models ?? [];

    public Task<OllamaModelDetails> ShowAsync(string model, CancellationToken cancellationToken) =>
        SendAsync<OllamaModelDetails>(HttpMethod.Post, "api/show", new { model }, model, cancellationToken);

    public async IAsyncEnumerable<OllamaChatPiece> ChatAsync(OllamaChatRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var message = Message(HttpMethod.Post, "api/chat", request);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw await FailureAsync(response, request.Model, cancellationToken);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                continue;
            }

            OllamaChatPiece? piece;
            try
            {
                piece = JsonSerializer.Deserialize<OllamaChatPiece>(line, s_json);
            }
            catch (JsonException e)
            {
                // The last line without its end is a cut stream; a broken line in the middle is another server's language.
                if (await reader.ReadLineAsync(cancellationToken) is not null)
                {
                    throw;
                }

                throw new ModelStreamCutException($"Ollama at {address} ended its answer in the middle of a line. The call can be made again.", e);
            }

            if (piece?.Error is { } error)
            {
                throw Failure(HttpStatusCode.InternalServerError, error, request.Model, retryAfter: null);
            }

            if (piece is not null)
            {
                yield return piece;
            }
        }
    }

    /// <summary>Translates what a call throws.</summary>
    public ModelException? Translate(Exception exception) =>
        HttpFailures.Translate(exception, $"Ollama at {address}", "Start it (ollama serve), or set Models:Ollama:Address.");

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, string? model, CancellationToken cancellationToken)
    {
        try
        {
            using var message = Message(method, path, body);
            using var response = await http.SendAsync(message, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw await FailureAsync(response, model, cancellationToken);
            }

            return await response.Content.ReadFromJsonAsync<T>(s_json, cancellationToken)
                ?? throw new ModelInvalidAnswerException($"Ollama at {address} sent an empty answer to {path}.");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not ModelException && Translate(e) is { } translated)
        {
            throw translated;
        }
    }

    private HttpRequestMessage Message(HttpMethod method, string path, object? body) =>
        new(method, new Uri(_base, path)) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: s_json) };

    private async Task<ModelException> FailureAsync(HttpResponseMessage response, string? model, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error))
            {
                text = error.ToString();
            }
        }
        catch (JsonException)
        {
            // A proxy's page: its text is the best that there is.
        }

        var retryAfter = HttpFailures.RetryAfter(name => response.Headers.TryGetValues(name, out var values) ? values.First() : null, time.GetUtcNow());
        return Failure(response.StatusCode, text, model, retryAfter);
    }

    private ModelException Failure(HttpStatusCode status, string text, string? model, TimeSpan? retryAfter)
    {
        var detail = HttpFailures.Detail(text);
        if (model is not null && status == HttpStatusCode.NotFound)
        {
            return new ModelUnknownException($"Ollama at {address} does not have the model '{model}'. Pull it: ollama pull {model}; or name one that it has in Models:Ollama:Model (ollama list).");
        }

        if (detail.Contains("context length", StringComparison.OrdinalIgnoreCase) || detail.Contains("context size", StringComparison.OrdinalIgnoreCase))
        {
            return new ModelContextOverflowException($"The prompt is longer than the context of '{model}'. Raise Models:Ollama:ContextSize, or ask for less. ({detail})");
        }

        return (int)status switch
        {
            429 => new ModelRateLimitedException($"Ollama at {address} takes no more requests for now. ({detail})") { RetryAfter = retryAfter },
            401 or 403 => new ModelAuthenticationException($"Ollama at {address} refuses access ({(int)status}). See what stands before it, or set Models:Ollama:Address. ({detail})"),
            408 or 504 => new ModelTimeoutException($"Ollama at {address} did not answer in time ({(int)status}). ({detail})") { RetryAfter = retryAfter },
            >= 500 => new ModelUnavailableException($"Ollama at {address} failed ({(int)status}). See its log. ({detail})") { RetryAfter = retryAfter },
            _ => new ModelBadRequestException($"Ollama at {address} refuses the request ({(int)status}). ({detail})"),
        };
    }
}
