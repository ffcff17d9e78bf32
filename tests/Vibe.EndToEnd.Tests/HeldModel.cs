using System.Collections.Concurrent;
using Vibe.EndToEnd.Tests.Faults;
using Vibe.TestKit.Models;

namespace Vibe.EndToEnd.Tests;

/// <summary>A model with two slots that answers about a build when a test says so.</summary>
internal sealed class HeldModel : IAsyncDisposable
{
    private readonly FakeModelServer _server;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _answers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldModel(FakeModelServer server) => _server = server;

    /// <summary>What a Vibe that uses it is started with.</summary>
    public string[] Settings =>
        ["--Models:Provider=OpenAI", $"--Models:OpenAI:BaseAddress={_server.OpenAIAddress}", "--Models:OpenAI:Model=fake", "--Models:OpenAI:Slots=2", "--Models:SilenceTimeout=00:15:00"];

    public static async Task<HeldModel> StartAsync()
    {
        var server = await FakeModelServer.StartAsync();
        var (plan, model) = (new FaultPlan(), new HeldModel(server));
        server.Answer = plan.Answer;
        server.Hold = request => Task.WhenAny(model._all.Task, model.Of(FaultPlan.NameOf(request)).Task);
        return model;
    }

    /// <summary>Answers all that is asked for this request, now and later.</summary>
    public void Answer(string request) => Of(request).TrySetResult();

    /// <summary>Whether it was told to answer.</summary>
    public bool IsAnswered(string request) => Of(request).Task.IsCompleted;

    /// <summary>Answers everything from now on.</summary>
    public void AnswerAll() => _all.TrySetResult();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private TaskCompletionSource Of(string request) => _answers.GetOrAdd(request, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
