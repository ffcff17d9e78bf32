using Microsoft.Extensions.Logging;
using Vibe.Models.Calls;
using Vibe.Models.Failures;
using Vibe.Models.Ollama;
using Vibe.Models.OpenAi;
using Vibe.Models.Sample;
using Vibe.Models.Settings;

namespace Vibe.Models;

internal sealed partial class ChatModels : IChatModels, IDisposable
{
    private readonly ModelsOptions _models;
    private readonly OllamaOptions _ollamaOptions;
    private readonly OpenAIOptions _openAIOptions;
    private readonly SampleOptions _sampleOptions;
    private readonly IHttpClientFactory _clients;
    private readonly TimeProvider _time;
    private readonly ILogger<ChatModels> _logger;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private Selection? _selection;

    public ChatModels(ModelsSettings settings, IHttpClientFactory clients, TimeProvider time, ILogger<ChatModels> logger)
    {
        _models = settings.Models.Value;
        _ollamaOptions = settings.Ollama.Value;
        _openAIOptions = settings.OpenAI.Value;
        _sampleOptions = settings.Sample.Value;
        _clients = clients;
        _time = time;
        _logger = logger;
    }

    public async Task<ChatModel> SelectAsync(CancellationToken cancellationToken) => (await GetAsync(cancellationToken)).Model;

    public async Task<IReadOnlyList<ModelHealth>> CheckAsync(CancellationToken cancellationToken)
    {
        Selection selection;
        try
        {
            selection = await GetAsync(cancellationToken);
        }
        catch (ModelException e)
        {
            return [new ModelHealth(_models.Provider.ToString().ToLowerInvariant(), string.Empty, false, 0, e.Message)];
        }

        return await Task.WhenAll(selection.Instances.Select(i => CheckAsync(i, cancellationToken)));
    }

    public void Dispose()
    {
        _selection?.Model.Client.Dispose();
        _gate.Dispose();
    }

    private async Task<ModelHealth> CheckAsync(ModelInstance instance, CancellationToken cancellationToken)
    {
        using var check = new CancellationTokenSource(_models.CheckTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, check.Token);
        try
        {
            return await instance.CheckAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ModelHealth(instance.Name, instance.Location, false, instance.Slots, $"No answer within {_models.CheckTimeout}.");
        }
        catch (ModelException e)
        {
            return new ModelHealth(instance.Name, instance.Location, false, instance.Slots, e.Message);
        }
        catch (Exception e) when (HttpFailures.Translate(e, instance.Location, "See whether it runs.") is { } translated)
        {
            return new ModelHealth(instance.Name, instance.Location, false, instance.Slots, translated.Message);
        }
    }

    private async Task<Selection> GetAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _selection) is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_selection is null)
            {
                var selection = await PickAsync(cancellationToken);
                LogSelected(selection.Model.Provider, selection.Model.Model, selection.Model.Location, selection.Model.Slots);
                Volatile.Write(ref _selection, selection);
            }

            return _selection;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Selection> PickAsync(CancellationToken cancellationToken)
    {
        var ollama = new OllamaProvider(_clients, _ollamaOptions, _models, _time);
        switch (_models.Provider)
        {
            case ModelProvider.OpenAI:
                return OpenAI("Models:Provider is openai");
            case ModelProvider.Ollama:
                return await ollama.SelectAsync("Models:Provider is ollama", cancellationToken);
            case ModelProvider.Sample:
                return Sample("Models:Provider is sample");
            default:
                if (_openAIOptions.IsConfigured)
                {
                    return OpenAI("Models:OpenAI is configured");
                }

                if (_ollamaOptions.IsConfigured)
                {
                    return await ollama.SelectAsync("Models:Ollama is configured", cancellationToken);
                }

                var (local, why) = await ollama.TryLocalAsync(cancellationToken);
                return local ?? Sample($"No model is configured. {why} The sample model, which is not an AI, answers");
        }
    }

    private Selection OpenAI(string reason) => new OpenAIProvider(_clients, _openAIOptions, _models, _time).Select(reason);

    private Selection Sample(string reason)
    {
        var client = new SampleChatClient(_sampleOptions, _time);
        var guarded = new GuardedChatClient(client, _models, _time, e => e as ModelException);
        const string location = "inside this process";
        var instance = new ModelInstance(
            SampleChatClient.Provider, location, _sampleOptions.Slots, guarded, _ => Task.FromResult(new ModelHealth(SampleChatClient.Provider, location, true, _sampleOptions.Slots, "The sample model always serves; it is not an AI")));
        var chat = new ChatModel
        {
            Provider = SampleChatClient.Provider,
            Model = SampleChatClient.Model,
            Location = location,
            Reason = reason,
            Slots = _sampleOptions.Slots,
            Client = new SharedChatClient([instance], _time),
            Price = Prices.ModelPrices.Free,
        };
        return new Selection(chat, [instance]);
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "Model: {Model} of {Provider} at {Location}, {Slots} slots")]
    private partial void LogSelected(string provider, string model, string location, int slots);
}
