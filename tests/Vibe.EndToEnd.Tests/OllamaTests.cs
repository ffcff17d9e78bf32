using Vibe.TestKit;
using Vibe.TestKit.Models;

namespace Vibe.EndToEnd.Tests;

public sealed class OllamaTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The tiny model writes gibberish in the asked-for shape: the build has to judge it and say so, on either protocol.</summary>
    [SkippableTheory]
    [InlineData("Ollama")]
    [InlineData("OpenAI")]
    public async Task Build_OnARealModelThatWritesGibberish_ArrivesWhereAPersonDecides(string protocol)
    {
        Skip.If(OllamaServer.Absence is not null, OllamaServer.Absence);
        await using var ollama = await OllamaServer.StartAsync(CancellationToken.None);
        using var data = new TempFolder();
        string[] models = protocol == "Ollama"
            ? [$"--Models:Ollama:Address={ollama.Address}", "--Models:Ollama:Model=tiny", "--Models:Ollama:ContextSize=4096", "--Models:Ollama:MaxOutputTokens=256"]
            : [$"--Models:OpenAI:BaseAddress={new Uri(ollama.Address, "v1")}", "--Models:OpenAI:Model=tiny", "--Models:OpenAI:MaxOutputTokens=256"];
        await using var host = HostProcess.Start(data.Path, [$"--Models:Provider={protocol}", .. models]);
        using var chat = await ChatClient.OpenAsync(host);
        (await chat.SayAsync("ana", "/vibe build a small page")).EnsureSuccessStatusCode();

        var card = await chat.CardAtAsync(Patience, "AwaitingApproval", "Parked");
        if (ChatClient.StageOf(card) == "Parked")
        {
            Assert.NotEmpty(card["detail"]!.GetValue<string>());
            Assert.Contains(card["actions"]!.AsArray(), a => a!["action"]!.GetValue<string>() == "Retry");
        }
        else
        {
            Assert.NotNull(card["review"]);
            Assert.Equal("tiny", card["model"]!["name"]!.GetValue<string>());
        }
    }
}
