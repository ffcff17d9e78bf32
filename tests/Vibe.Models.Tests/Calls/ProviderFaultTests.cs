using Vibe.Models.Failures;
using Vibe.TestKit;
using Vibe.TestKit.Models;

namespace Vibe.Models.Tests.Calls;

public sealed class ProviderFaultTests
{
    [Theory]
    [InlineData(ModelFault.RateLimited, typeof(ModelRateLimitedException), ModelErrorCodes.RateLimited, true)]
    [InlineData(ModelFault.ServerError, typeof(ModelUnavailableException), ModelErrorCodes.Unavailable, true)]
    [InlineData(ModelFault.Cut, typeof(ModelStreamCutException), ModelErrorCodes.StreamCut, true)]
    [InlineData(ModelFault.Reset, typeof(ModelStreamCutException), ModelErrorCodes.StreamCut, true)]
    [InlineData(ModelFault.BrokenProtocol, typeof(ModelInvalidAnswerException), ModelErrorCodes.InvalidAnswer, true)]
    [InlineData(ModelFault.ContextOverflow, typeof(ModelContextOverflowException), ModelErrorCodes.ContextOverflow, false)]
    [InlineData(ModelFault.Unauthorized, typeof(ModelAuthenticationException), ModelErrorCodes.Authentication, false)]
    [InlineData(ModelFault.UnknownModel, typeof(ModelUnknownException), ModelErrorCodes.UnknownModel, false)]
    [InlineData(ModelFault.BadRequest, typeof(ModelBadRequestException), ModelErrorCodes.BadRequest, false)]
    public async Task Call_Fault_BecomesItsException(ModelFault fault, Type type, string code, bool isTransient)
    {
        foreach (var isOpenAI in new[] { false, true })
        {
            await using var server = await FakeModelServer.StartAsync();
            await using var services = Some.Services(isOpenAI ? Some.OpenAI(server.OpenAIAddress) : Some.Ollama(server.Address));
            var model = await services.ModelAsync();
            server.FailNext(fault);

            var thrown = await Assert.ThrowsAnyAsync<ModelException>(() => model.Client.GetResponseAsync(Some.Messages(), Some.FilesFormat(), CancellationToken.None));

            Assert.IsType(type, thrown);
            Assert.Equal(code, thrown.Code);
            Assert.Equal(isTransient, thrown.IsTransient);
            Assert.DoesNotContain("be brief", thrown.Message, StringComparison.Ordinal);

            // One call is one request: retries are the workflow's.
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_RateLimited_SaysHowLongToWait(bool isOpenAI)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var services = Some.Services(isOpenAI ? Some.OpenAI(server.OpenAIAddress) : Some.Ollama(server.Address));
        var model = await services.ModelAsync();
        server.FailNext(ModelFault.RateLimited);

        var thrown = await Assert.ThrowsAsync<ModelRateLimitedException>(() => model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));

        Assert.Equal(TimeSpan.FromSeconds(7), thrown.RetryAfter);
    }

    [Theory]
    [InlineData(false, ModelFault.Silent)]
    [InlineData(false, ModelFault.Stalls)]
    [InlineData(true, ModelFault.Silent)]
    [InlineData(true, ModelFault.Stalls)]
    public async Task Call_SilentServer_TimesOutAndLetsGo(bool isOpenAI, ModelFault fault)
    {
        var time = new ManualTimeProvider();
        await using var server = await FakeModelServer.StartAsync();
        await using var services = Some.Services(isOpenAI ? Some.OpenAI(server.OpenAIAddress) : Some.Ollama(server.Address), time);
        var model = await services.ModelAsync();
        server.FailNext(fault);
        var received = 0;

        var call = Task.Run(async () =>
        {
            await foreach (var update in model.Client.GetStreamingResponseAsync(Some.Messages(), null, CancellationToken.None))
            {
                Interlocked.Increment(ref received);
            }
        });
        await Eventually.HoldsAsync(() => server.Running == 1 && (fault == ModelFault.Silent || Volatile.Read(ref received) >= 4));
        await Eventually.HoldsAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(3));
            return call.IsCompleted;
        });

        var thrown = await Assert.ThrowsAsync<ModelTimeoutException>(() => call);
        Assert.True(thrown.IsTransient);
        await Eventually.HoldsAsync(() => server.Running == 0);
        Assert.Equal(1, server.Aborted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_Cancelled_EndsAtTheServerToo(bool isOpenAI)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var services = Some.Services(isOpenAI ? Some.OpenAI(server.OpenAIAddress) : Some.Ollama(server.Address));
        var model = await services.ModelAsync();
        server.FailNext(ModelFault.Stalls);
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in model.Client.GetStreamingResponseAsync(Some.Messages(), null, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });

        await Eventually.HoldsAsync(() => server.Aborted == 1 && server.Running == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_NobodyListens_IsUnavailableAndSaysWhatToDo(bool isOpenAI)
    {
        using var nobody = new ClosedPort();
        await using var services = Some.Services(isOpenAI ? Some.OpenAI(new Uri(nobody.Address, "v1")) : Some.Ollama(nobody.Address));
        var model = await services.ModelAsync();

        var thrown = await Assert.ThrowsAsync<ModelUnavailableException>(() => model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));

        Assert.True(thrown.IsTransient);
        Assert.Contains(isOpenAI ? "Models:OpenAI:BaseAddress" : "ollama serve", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_Refusal_IsFinal()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var services = Some.Services(Some.OpenAI(server.OpenAIAddress));
        var model = await services.ModelAsync();
        server.FailNext(ModelFault.Refusal);

        var thrown = await Assert.ThrowsAsync<ModelRefusedException>(() => model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));

        Assert.False(thrown.IsTransient);
    }

    [Fact]
    public async Task Call_EmptyAccount_IsFinal()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var services = Some.Services(Some.OpenAI(server.OpenAIAddress));
        var model = await services.ModelAsync();
        server.FailNext(ModelFault.NoQuota);

        var thrown = await Assert.ThrowsAsync<ModelQuotaExhaustedException>(() => model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));

        Assert.False(thrown.IsTransient);
    }

    [Fact]
    public async Task Call_MissingOllamaModel_SaysHowToPullIt()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var services = Some.Services(Some.Ollama(server.Address, "qwen3:8b"));
        var model = await services.ModelAsync();
        server.FailNext(ModelFault.UnknownModel);

        var thrown = await Assert.ThrowsAsync<ModelUnknownException>(() => model.Client.GetResponseAsync(Some.Messages(), null, CancellationToken.None));

        Assert.Contains("ollama pull qwen3:8b", thrown.Message, StringComparison.Ordinal);
    }
}
