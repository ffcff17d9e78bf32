using Microsoft.Extensions.AI;
using Vibe.TestKit;
using Vibe.TestKit.Models;

namespace Vibe.Models.Tests.Calls;

public sealed class ProviderCallTests
{
    [Fact]
    public async Task Call_Ollama_SendsWhatWasAskedAndCountsTokens()
    {
        await using var server = await FakeModelServer.StartAsync();
        var settings = Some.Ollama(server.Address);
        settings["Models:Ollama:ContextSize"] = "4096";
        settings["Models:Ollama:MaxOutputTokens"] = "2048";
        await using var services = Some.Services(settings);
        var model = await services.ModelAsync();
        var options = Some.FilesFormat();
        options.Seed = 7;
        options.MaxOutputTokens = 100;
        options.Temperature = 0.5f;
        options.Instructions = "be exact";

        var response = await model.Client.GetResponseAsync(Some.Messages("größer"), options, CancellationToken.None);

        Assert.Equal(server.Answer(default), response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal((12, 34), (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount));
        var request = Assert.Single(server.Requests);
        Assert.Equal("fake", request.GetProperty("model").GetString());
        Assert.True(request.GetProperty("stream").GetBoolean());
        Assert.False(request.GetProperty("truncate").GetBoolean());
        Assert.Equal("900s", request.GetProperty("keep_alive").GetString());
        Assert.Equal("object", request.GetProperty("format").GetProperty("type").GetString());
        var sent = request.GetProperty("options");
        Assert.Equal(4096, sent.GetProperty("num_ctx").GetInt32());
        Assert.Equal(100, sent.GetProperty("num_predict").GetInt32());
        Assert.Equal(7, sent.GetProperty("seed").GetInt32());
        Assert.Equal(0.5, sent.GetProperty("temperature").GetDouble());
        Assert.Equal(["system", "system", "user"], request.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        Assert.Equal("größer", request.GetProperty("messages")[2].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Call_OpenAI_SendsWhatWasAskedAndCountsTokens()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var services = Some.Services(Some.OpenAI(server.OpenAIAddress));
        var model = await services.ModelAsync();
        var options = Some.FilesFormat();
        options.MaxOutputTokens = 100;
        options.Seed = 7;

        var response = await model.Client.GetResponseAsync(Some.Messages(), options, CancellationToken.None);

        Assert.Equal(server.Answer(default), response.Text);
        Assert.Equal(ChatFinishReason.Stop, response.FinishReason);
        Assert.Equal((12, 34), (response.Usage?.InputTokenCount, response.Usage?.OutputTokenCount));
        var request = Assert.Single(server.Requests);
        Assert.Equal("Bearer sk-test", Assert.Single(server.Authorizations));
        Assert.Equal("fake", request.GetProperty("model").GetString());
        Assert.Equal(100, request.GetProperty("max_completion_tokens").GetInt32());
        Assert.Equal(7, request.GetProperty("seed").GetInt32());
        var format = request.GetProperty("response_format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.Equal("generated_files", format.GetProperty("json_schema").GetProperty("name").GetString());
        Assert.True(format.GetProperty("json_schema").GetProperty("strict").GetBoolean());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_Streaming_PiecesComeOneByOne(bool isOpenAI)
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Answer = _ => new string('x', 800);
        await using var services = Some.Services(isOpenAI ? Some.OpenAI(server.OpenAIAddress) : Some.Ollama(server.Address));
        var model = await services.ModelAsync();

        var lengths = new List<int>();
        await foreach (var update in model.Client.GetStreamingResponseAsync(Some.Messages(), null, CancellationToken.None))
        {
            lengths.Add(update.Text.Length);
        }

        Assert.Equal(8, lengths.Count(l => l == 100));
        Assert.Equal(800, lengths.Sum());
    }

    [Fact]
    public async Task Call_SeveralInstances_GoWhereSlotsAreFreeAndAwayFromTheFailing()
    {
        await using var first = await FakeModelServer.StartAsync();
        await using var second = await FakeModelServer.StartAsync();
        await using var services = Some.Services(new()
        {
            ["Models:Provider"] = "ollama",
            ["Models:Ollama:Model"] = "fake",
            ["Models:Ollama:Instances:a:Address"] = first.Address.ToString(),
            ["Models:Ollama:Instances:a:Slots"] = "1",
            ["Models:Ollama:Instances:b:Address"] = second.Address.ToString(),
            ["Models:Ollama:Instances:b:Slots"] = "2",
        }, new ManualTimeProvider());
        var model = await services.ModelAsync();
        Assert.Equal(3, model.Slots);

        first.FailNext(ModelFault.Stalls);
        await using var running = model.Client.GetStreamingResponseAsync(Some.Messages(), null, CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await running.MoveNextAsync());
        await model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None);
        Assert.Equal((1, 1), (first.Requests.Count, second.Requests.Count));

        // The second fails: calls avoid it for a while, even though the first is busier.
        second.FailNext(ModelFault.ServerError);
        await Assert.ThrowsAsync<Failures.ModelUnavailableException>(() => model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));
        await model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None);
        Assert.Equal((2, 2), (first.Requests.Count, second.Requests.Count));
    }
}
