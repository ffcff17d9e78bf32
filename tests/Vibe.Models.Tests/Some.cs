using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Vibe.Core.Generation;
using Vibe.Models.Calls;

namespace Vibe.Models.Tests;

internal static class Some
{
    public static ServiceProvider Services(Dictionary<string, string?>? settings = null, TimeProvider? time = null, Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        if (time is not null)
        {
            services.TryAddSingleton(time);
        }

        // A server that answers is given time to, also on a machine that stands still for a while.
        var patient = new Dictionary<string, string?> { ["Models:CheckTimeout"] = "00:01:00" };
        services.AddVibeModels(new ConfigurationBuilder().AddInMemoryCollection(patient).AddInMemoryCollection(settings ?? []).Build());
        configure?.Invoke(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public static Dictionary<string, string?> Ollama(Uri address, string? model = "fake") => new()
    {
        ["Models:Provider"] = "ollama",
        ["Models:Ollama:Address"] = address.ToString(),
        ["Models:Ollama:Model"] = model,
    };

    public static Dictionary<string, string?> OpenAI(Uri address, string model = "fake") => new()
    {
        ["Models:Provider"] = "openai",
        ["Models:OpenAI:BaseAddress"] = address.ToString(),
        ["Models:OpenAI:Model"] = model,
        ["Models:OpenAI:ApiKey"] = "sk-test",
    };

    public static Dictionary<string, string?> Sample(params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string?> { ["Models:Provider"] = "sample", ["Models:Sample:FirstDelay"] = "0", ["Models:Sample:Delay"] = "0" };
        foreach (var (key, value) in more)
        {
            settings["Models:Sample:" + key] = value;
        }

        return settings;
    }

    public static ChatMessage[] Messages(string text = "hello") => [new(ChatRole.System, "be brief"), new(ChatRole.User, text)];

    public static ChatOptions FilesFormat() => new()
    {
        ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(GenerationSchemas.GeneratedFiles).RootElement, GenerationSchemas.GeneratedFilesName),
    };

    public static async Task<ChatModel> ModelAsync(this ServiceProvider services) =>
        await services.GetRequiredService<IChatModels>().SelectAsync(CancellationToken.None);
}
