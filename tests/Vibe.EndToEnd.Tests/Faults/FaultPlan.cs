using System.Collections.Concurrent;
using System.Text.Json;
using Vibe.Core.Generation;
using Vibe.TestKit.Models;

namespace Vibe.EndToEnd.Tests.Faults;

/// <summary>Which build meets which faults: the request's words name the case, each call of the model takes the case's next fault.</summary>
internal sealed class FaultPlan
{
    private const string Files = """{"summary":"A page.","files":[{"path":"index.html","content":"<!doctype html><title>Page</title><h1>Hello</h1>"}]}""";
    private const string Review = """{"findings":[],"note":"Fine."}""";
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ModelFault>> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    /// <summary>Whether every call that is a review fails, for cases of that name.</summary>
    public ConcurrentDictionary<string, ModelFault> Reviews { get; } = new(StringComparer.Ordinal);

    /// <summary>How often the model was asked for a case.</summary>
    public int CallsOf(string name) => _calls.GetValueOrDefault(name);

    /// <summary>The faults of a case, one per call.</summary>
    public void Fail(string name, params ModelFault[] faults) => _faults[name] = new ConcurrentQueue<ModelFault>(faults);

    public ModelFault FaultOf(JsonElement request)
    {
        var name = NameOf(request);
        _calls.AddOrUpdate(name, 1, (_, n) => n + 1);
        if (IsReview(request))
        {
            return Reviews.GetValueOrDefault(name);
        }

        return _faults.TryGetValue(name, out var faults) && faults.TryDequeue(out var fault) ? fault : ModelFault.None;
    }

    public string Answer(JsonElement request) => IsReview(request) ? Review : Files;

    private static bool IsReview(JsonElement request) => PromptOf(request).Task == BuildTask.Review;

    /// <summary>The request that a call of the model is about.</summary>
    public static string NameOf(JsonElement request) => PromptOf(request).Request;

    private static BuildPrompt PromptOf(JsonElement request)
    {
        foreach (var message in request.GetProperty("messages").EnumerateArray())
        {
            var content = message.GetProperty("content");
            var text = content.ValueKind == JsonValueKind.String ? content.GetString() : string.Concat(content.EnumerateArray().Select(p => p.GetProperty("text").GetString()));
            if (BuildPrompt.TryParse(text, out var prompt))
            {
                return prompt;
            }
        }

        throw new InvalidOperationException($"The request has no prompt of ours: {request}");
    }
}
