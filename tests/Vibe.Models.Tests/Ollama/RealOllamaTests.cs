using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Vibe.Core.Generation;
using Vibe.Models.Failures;
using Vibe.TestKit;
using Vibe.TestKit.Models;

namespace Vibe.Models.Tests.Ollama;

/// <summary>Against the real server where it is on this machine. The model's text is gibberish; protocol, schema, counts and cancel are real.</summary>
public sealed class RealOllamaTests : IAsyncLifetime
{
    private OllamaServer? _server;

    private OllamaServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    public async Task InitializeAsync() => _server = OllamaServer.Absence is null ? await OllamaServer.StartAsync(CancellationToken.None) : null;

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Call_BothProtocols_StreamAnswersOfTheSchema()
    {
        Skip.If(OllamaServer.Absence is not null, OllamaServer.Absence);
        foreach (var settings in new[] { Some.Ollama(Server.Address, model: null), Some.OpenAI(new Uri(Server.Address, "v1"), "tiny") })
        {
            await using var services = Some.Services(settings);
            var model = await services.ModelAsync();
            var options = new ChatOptions
            {
                Seed = 1,
                ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse("""{"type":"object","properties":{"ok":{"type":"boolean"},"n":{"type":"integer"}},"required":["ok","n"]}""").RootElement, "answer"),
            };

            var updates = new List<ChatResponseUpdate>();
            await foreach (var update in model.Client.GetStreamingResponseAsync(Some.Messages(), options, CancellationToken.None))
            {
                updates.Add(update);
            }

            var response = updates.ToChatResponse();
            Assert.True(updates.Count > 5);
            Assert.True(response.Usage?.InputTokenCount > 0 && response.Usage.OutputTokenCount > 0);
            Assert.NotNull(response.FinishReason);
            using var answer = JsonDocument.Parse(response.Text);
            Assert.True(answer.RootElement.TryGetProperty("ok", out _));
            Assert.True(Assert.Single(await services.GetRequiredService<IChatModels>().CheckAsync(CancellationToken.None)).IsHealthy);
        }
    }

    [SkippableFact]
    public async Task Call_GeneratedFilesSchema_GivesJsonThatIsJudged()
    {
        Skip.If(OllamaServer.Absence is not null, OllamaServer.Absence);
        await using var services = Some.Services(Some.Ollama(Server.Address, "tiny"));
        var model = await services.ModelAsync();
        var options = Some.FilesFormat();
        options.Seed = 3;
        options.MaxOutputTokens = 400;
        var prompt = new BuildPrompt { Task = BuildTask.Generate, Request = "a page" };

        var response = await model.Client.GetResponseAsync(Some.Messages(prompt.ToText()), options, CancellationToken.None);

        // Gibberish: either it holds, or what does not hold can be said.
        Assert.True(GenerationJson.TryReadFiles(response.Text, out _, out var problem) || problem.Length > 0);
        Assert.StartsWith("{", response.Text.TrimStart(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Call_Cancelled_FreesTheServer()
    {
        Skip.If(OllamaServer.Absence is not null, OllamaServer.Absence);
        await using var services = Some.Services(Some.Ollama(Server.Address, "tiny"));
        var model = await services.ModelAsync();
        using var cancel = new CancellationTokenSource();
        var options = Some.FilesFormat();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in model.Client.GetStreamingResponseAsync(Some.Messages(), options, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });

        // The server has one place for this model: the next call would wait for the cancelled one.
        var next = await model.Client.GetResponseAsync(Some.Messages(), new ChatOptions { MaxOutputTokens = 2, Seed = 1 }, CancellationToken.None).WaitAsync(Eventually.Patience);
        Assert.NotNull(next.FinishReason);
    }

    [SkippableFact]
    public async Task Call_WhatDoesNotFit_IsFinalAndSaysWhatToDo()
    {
        Skip.If(OllamaServer.Absence is not null, OllamaServer.Absence);
        var settings = Some.Ollama(Server.Address, "tiny");
        settings["Models:Ollama:ContextSize"] = "512";
        settings["Models:Ollama:MaxOutputTokens"] = "16";
        await using var services = Some.Services(settings);
        var model = await services.ModelAsync();

        var long_ = await Assert.ThrowsAsync<ModelContextOverflowException>(() => model.Client.GetResponseAsync(Some.Messages(new string('x', 3000)), null, CancellationToken.None));
        Assert.Contains("Models:Ollama:ContextSize", long_.Message, StringComparison.Ordinal);

        await using var other = Some.Services(Some.Ollama(Server.Address, "absent"));
        var absent = await Assert.ThrowsAsync<ModelUnknownException>(async () => await (await other.ModelAsync()).Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));
        Assert.Contains("ollama pull absent", absent.Message, StringComparison.Ordinal);

        await using var openAI = Some.Services(Some.OpenAI(new Uri(Server.Address, "v1"), "absent"));
        await Assert.ThrowsAsync<ModelUnknownException>(async () => await (await openAI.ModelAsync()).Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));
    }
}
