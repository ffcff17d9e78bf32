using Vibe.Models.Calls;
using Vibe.Models.Failures;
using Vibe.Models.Prices;
using Vibe.Models.Settings;

namespace Vibe.Models.Ollama;

/// <summary>Finds the model on Ollama and makes its client.</summary>
internal sealed class OllamaProvider(IHttpClientFactory clients, OllamaOptions settings, ModelsOptions models, TimeProvider time)
{
    public const string PullHint = "Pull one (ollama pull qwen2.5-coder:7b), or set Models:Provider to openai or sample";

    /// <summary>The model on the local server, or <see langword="null"/> with the reason where there is none that could serve.</summary>
    public async Task<(Selection? Selection, string Reason)> TryLocalAsync(CancellationToken cancellationToken)
    {
        using var check = new CancellationTokenSource(models.CheckTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, check.Token);
        try
        {
            return (await SelectAsync("Ollama answers on this machine; set Models:Provider to choose otherwise", linked.Token), string.Empty);
        }
        catch (ModelException e)
        {
            return (null, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"Ollama at {settings.LocalAddress} did not answer within {models.CheckTimeout}.");
        }
    }

    public async Task<Selection> SelectAsync(string reason, CancellationToken cancellationToken)
    {
        var places = settings.Instances.Count > 0
            ? settings.Instances.Select(i => (Name: i.Key, Address: i.Value.Address ?? settings.LocalAddress, i.Value.Slots)).ToList()
            : [("ollama", settings.Address ?? settings.LocalAddress, settings.Slots)];
        var apis = places.ConvertAll(p => new OllamaApi(clients.CreateClient(HttpFailures.ClientName), p.Address, time));
        var model = settings.Model ?? await FindModelAsync(apis, cancellationToken);
        var instances = places.Zip(apis, (place, api) => new ModelInstance(
            place.Name,
            place.Address.ToString(),
            place.Slots,
            new GuardedChatClient(new OllamaChatClient(api, model, settings), models, time, api.Translate),
            token => CheckAsync(api, place.Name, place.Slots, model, token))).ToList();
        var chat = new ChatModel
        {
            Provider = "ollama",
            Model = model,
            Location = string.Join(", ", instances.Select(i => i.Location)),
            Reason = reason,
            Slots = instances.Sum(i => i.Slots),
            Client = new SharedChatClient(instances, time),
            Price = ModelPrices.Find(models.Prices, model, isOpenAI: false) ?? ModelPrices.Free,
            ContextSize = settings.ContextSize,
        };
        return new Selection(chat, instances);
    }

    private static async Task<string> FindModelAsync(List<OllamaApi> apis, CancellationToken cancellationToken)
    {
        ModelException? failure = null;
        foreach (var api in apis)
        {
            try
            {
                var models = await api.GetModelsAsync(cancellationToken);
                foreach (var model in models.OrderByDescending(m => m.Name.Contains("code", StringComparison.OrdinalIgnoreCase)).ThenByDescending(m => m.ModifiedAt))
                {
                    if ((await api.ShowAsync(model.Name, cancellationToken)).CanChat)
                    {
                        return model.Name;
                    }
                }

                failure ??= new ModelUnknownException($"Ollama at {api.Address} has no model that can chat. {PullHint}.");
            }
            catch (ModelUnavailableException e)
            {
                failure ??= e;
            }
        }

        throw failure ?? new ModelUnknownException($"No Ollama server is configured. {PullHint}.");
    }

    private static async Task<ModelHealth> CheckAsync(OllamaApi api, string name, int slots, string model, CancellationToken cancellationToken)
    {
        var version = await api.GetVersionAsync(cancellationToken);
        var details = await api.ShowAsync(model, cancellationToken);
        if (!details.CanChat)
        {
            return new ModelHealth(name, api.Address.ToString(), false, slots, $"The model '{model}' cannot chat. Set Models:Ollama:Model to another one.");
        }

        var loaded = await api.GetLoadedAsync(cancellationToken);
        var isLoaded = loaded.Any(m => m.Name == model || m.Name == model + ":latest");
        return new ModelHealth(name, api.Address.ToString(), true, slots, $"Ollama {version}, {model} {(isLoaded ? "loaded" : "not loaded yet")}");
    }
}
