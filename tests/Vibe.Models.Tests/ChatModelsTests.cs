using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Vibe.Models.Calls;
using Vibe.Models.Failures;
using Vibe.Models.Ollama;
using Vibe.Models.Settings;
using Vibe.TestKit;
using Vibe.TestKit.Models;

namespace Vibe.Models.Tests;

public sealed class ChatModelsTests
{
    [Fact]
    public async Task SelectAsync_NothingConfiguredAndNoOllama_TakesTheSample()
    {
        using var nobody = new ClosedPort();
        await using var services = Some.Services(configure: s => s.Configure<OllamaOptions>(o => o.LocalAddress = nobody.Address));

        var model = await services.ModelAsync();

        Assert.Equal(("sample", "vibe-sample", 2), (model.Provider, model.Model, model.Slots));
        Assert.Equal(0m, model.CostOf(1000, 1000));
        Assert.Contains("not an AI", model.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelectAsync_NothingConfiguredAndOllamaWithoutChatModel_TakesTheSample()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Models["fake"] = false;
        await using var services = Some.Services(configure: s => s.Configure<OllamaOptions>(o => o.LocalAddress = server.Address));

        var model = await services.ModelAsync();

        Assert.Equal("sample", model.Provider);
        Assert.Contains("ollama pull", model.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SelectAsync_NothingConfiguredAndOllamaAnswers_TakesAModelThatChats()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Models.Clear();
        server.Models["embed"] = false;
        server.Models["plain"] = true;
        server.Models["some-coder:7b"] = true;
        await using var services = Some.Services(configure: s => s.Configure<OllamaOptions>(o => o.LocalAddress = server.Address));

        var model = await services.ModelAsync();

        Assert.Equal(("ollama", "some-coder:7b"), (model.Provider, model.Model));
        Assert.Equal(16_384, model.ContextSize);
    }

    [Fact]
    public async Task SelectAsync_OllamaWithoutChatModel_SaysHowToPullOne()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Models["fake"] = false;
        await using var services = Some.Services(Some.Ollama(server.Address, model: null));

        var thrown = await Assert.ThrowsAsync<ModelUnknownException>(services.ModelAsync);

        Assert.Contains("ollama pull", thrown.Message, StringComparison.Ordinal);
        Assert.False(thrown.IsTransient);
    }

    [Fact]
    public async Task SelectAsync_OpenAIKeyAlone_TakesOpenAIWithItsListPrice()
    {
        await using var services = Some.Services(new() { ["Models:OpenAI:ApiKey"] = "sk-test" });

        var model = await services.ModelAsync();

        Assert.Equal(("openai", "gpt-5-mini"), (model.Provider, model.Model));
        Assert.Equal(2.25m, model.CostOf(1_000_000, 1_000_000));
    }

    [Fact]
    public async Task SelectAsync_ConfiguredPrices_GoFirstAndUnknownStaysUnknown()
    {
        var settings = Some.OpenAI(new Uri("http://127.0.0.1:1/v1"), "gpt-4o");
        await using (var unknown = Some.Services(settings))
        {
            // At another server the name of a model says nothing about its price.
            Assert.Null((await unknown.ModelAsync()).CostOf(1, 1));
        }

        settings["Models:Prices:gpt-*:InputPerMillion"] = "1";
        settings["Models:Prices:gpt-*:OutputPerMillion"] = "2.5";
        await using var services = Some.Services(settings);
        Assert.Equal(3.5m, (await services.ModelAsync()).CostOf(1_000_000, 1_000_000));
    }

    [Fact]
    public async Task CheckAsync_EachProvider_TellsItsHealth()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var ollama = Some.Services(Some.Ollama(server.Address));
        await using var openAI = Some.Services(Some.OpenAI(server.OpenAIAddress));
        await using var wrong = Some.Services(Some.OpenAI(server.OpenAIAddress, "other"));
        await using var sample = Some.Services(Some.Sample());

        var healths = new List<ModelHealth>();
        foreach (var services in new[] { ollama, openAI, wrong, sample })
        {
            healths.AddRange(await services.GetRequiredService<IChatModels>().CheckAsync(CancellationToken.None));
        }

        Assert.Equal([true, true, false, true], healths.Select(h => h.IsHealthy));
        Assert.Contains("Ollama 0.17.4, fake not loaded yet", healths[0].Detail, StringComparison.Ordinal);
        Assert.Contains("Models:OpenAI:Model", healths[2].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_ServerThatIsDown_IsUnhealthyAndDoesNotThrow()
    {
        using var nobody = new ClosedPort();
        await using var ollama = Some.Services(Some.Ollama(nobody.Address));
        await using var openAI = Some.Services(Some.OpenAI(new Uri(nobody.Address, "v1")));

        Assert.False(Assert.Single(await ollama.GetRequiredService<IChatModels>().CheckAsync(CancellationToken.None)).IsHealthy);
        Assert.False(Assert.Single(await openAI.GetRequiredService<IChatModels>().CheckAsync(CancellationToken.None)).IsHealthy);
    }

    [Fact]
    public void AddVibeModels_Twice_AddsOnce()
    {
        var services = new ServiceCollection();
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build();
        services.AddVibeModels(configuration);
        var count = services.Count;

        services.AddVibeModels(configuration);

        Assert.Equal(count, services.Count);
    }

    [Fact]
    public void Options_SeveralFaults_AreAllNamedAtOnce()
    {
        using var services = Some.Services(new()
        {
            ["Models:AnswerTimeout"] = "00:00:00",
            ["Models:CheckTimeout"] = "1.00:00:00",
            ["Models:Prices:x:InputPerMillion"] = "-1",
            ["Models:OpenAI:BaseAddress"] = "ftp://x",
            ["Models:OpenAI:Slots"] = "0",
            ["Models:Ollama:ContextSize"] = "1",
            ["Models:Ollama:Instances:a:Slots"] = "999",
            ["Models:Sample:PieceLength"] = "0",
        });

        var thrown = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());

        var failures = thrown is AggregateException all ? all.InnerExceptions.OfType<OptionsValidationException>().SelectMany(e => e.Failures).ToList() : [.. Assert.IsType<OptionsValidationException>(thrown).Failures];
        foreach (var key in new[]
                 {
                     "Models:AnswerTimeout is 00:00:00", "Models:SilenceTimeout", "Models:CheckTimeout is 1.00:00:00", "Models:Prices:x is -1", "Models:OpenAI:BaseAddress is 'ftp://x", "Models:OpenAI:Model is not set",
                     "Models:OpenAI:Slots is 0; it must be from 1 to 256", "Models:Ollama:ContextSize is 1", "Models:Ollama:Instances:a:Address", "Models:Ollama:Instances:a:Slots is 999", "Models:Sample:PieceLength is 0",
                 })
        {
            Assert.Contains(failures, f => f.Contains(key, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("openai", "Models:OpenAI:ApiKey")]
    [InlineData("auto", "both Models:Ollama and Models:OpenAI")]
    public void Options_ProviderThatDoesNotFit_IsNamed(string provider, string expected)
    {
        var settings = new Dictionary<string, string?> { ["Models:Provider"] = provider };
        if (provider == "auto")
        {
            settings["Models:OpenAI:ApiKey"] = "k";
            settings["Models:Ollama:Model"] = "m";
        }

        using var services = Some.Services(settings);

        var thrown = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ModelsOptions>>().Value);

        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
    }
}
