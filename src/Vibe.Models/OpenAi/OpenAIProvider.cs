using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http.Headers;
using System.Text.Json;
using OpenAI;
using OpenAI.Chat;
using Vibe.Models.Calls;
using Vibe.Models.Prices;
using Vibe.Models.Settings;

namespace Vibe.Models.OpenAi;

/// <summary>Makes the client of OpenAI or of a compatible server.</summary>
internal sealed class OpenAIProvider(IHttpClientFactory clients, OpenAIOptions settings, ModelsOptions models, TimeProvider time)
{
    public Selection Select(string reason)
    {
        var address = settings.BaseAddress ?? OpenAIOptions.DefaultBaseAddress;
        var model = settings.ModelName;
        var failures = new OpenAIFailures(address, model, time);
        var http = clients.CreateClient(HttpFailures.ClientName);
        var client = new ChatClient(model, new ApiKeyCredential(Key), new OpenAIClientOptions
        {
            Endpoint = address,
            Transport = new HttpClientPipelineTransport(http),
            // Retries are the workflow's: it waits durably and shows it. Time-outs are the guard's.
            RetryPolicy = new ClientRetryPolicy(0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
        var instance = new ModelInstance(
            "openai",
            address.ToString(),
            settings.Slots,
            new GuardedChatClient(new OpenAIChatClient(client, address, model, settings), models, time, failures.Translate),
            token => CheckAsync(address, model, token));
        var chat = new ChatModel
        {
            Provider = "openai",
            Model = model,
            Location = instance.Location,
            Reason = reason,
            Slots = settings.Slots,
            Client = new SharedChatClient([instance], time),
            Price = ModelPrices.Find(models.Prices, model, isOpenAI: settings.BaseAddress is null || settings.BaseAddress.Host == OpenAIOptions.DefaultBaseAddress.Host),
        };
        return new Selection(chat, [instance]);
    }

    // A compatible server on one's own machine often needs no key, the package always sends one.
    private string Key => string.IsNullOrWhiteSpace(settings.ApiKey) ? "none" : settings.ApiKey;

    private async Task<ModelHealth> CheckAsync(Uri address, string model, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.AbsoluteUri.TrimEnd('/') + "/models"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var response = await clients.CreateClient(HttpFailures.ClientName).SendAsync(request, cancellationToken);
        if ((int)response.StatusCode is 401 or 403)
        {
            return Health(false, $"The key is refused ({(int)response.StatusCode}). Set Models:OpenAI:ApiKey.");
        }

        if (!response.IsSuccessStatusCode)
        {
            return Health(false, $"The server answers {(int)response.StatusCode} to a question for its models. See Models:OpenAI:BaseAddress.");
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        var names = document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array
            ? data.EnumerateArray().Select(m => m.TryGetProperty("id", out var id) ? id.ToString() : string.Empty).ToList()
            : [];
        return names.Contains(model) || names.Contains(model + ":latest") || names.Count == 0
            ? Health(true, $"{model} is served")
            : Health(false, $"The server does not list the model '{model}'. Set Models:OpenAI:Model to one that it has.");

        ModelHealth Health(bool isHealthy, string detail) => new("openai", address.ToString(), isHealthy, settings.Slots, detail);
    }
}
