using System.Text.Json.Nodes;

namespace Vibe.TestKit.Slack;

/// <summary>The methods of the Web API for dialogs.</summary>
internal sealed class FakeSlackViews(FakeSlackState state)
{
    public JsonObject Open(SlackArguments arguments)
    {
        var trigger = arguments.Text("trigger_id");
        if (trigger is null || state.ValidTriggers?.Contains(trigger) == false)
        {
            return SlackJsonAnswers.Error("invalid_trigger_id");
        }

        if (state.Views.Values.Any(v => v.TriggerId == trigger))
        {
            return SlackJsonAnswers.Error("exchanged_trigger_id");
        }

        if (arguments.Object("view") is not { } view)
        {
            return SlackJsonAnswers.Error("invalid_arguments");
        }

        if (BlockRules.CheckView(view) is { } problem)
        {
            return problem;
        }

        return Store(new SlackStoredView(state.NewId("V"), state.NewId("h"), view.DeepClone().AsObject()) { TriggerId = trigger });
    }

    public JsonObject Update(SlackArguments arguments)
    {
        if (arguments.Text("view_id") is not { } id || !state.Views.TryGetValue(id, out var present))
        {
            return SlackJsonAnswers.Error("not_found");
        }

        if (arguments.Text("hash") is { } hash && hash != present.Hash)
        {
            return SlackJsonAnswers.Error("hash_conflict");
        }

        return arguments.Object("view") is not { } view ? SlackJsonAnswers.Error("invalid_arguments")
            : BlockRules.CheckView(view) ?? Store(present with { Hash = state.NewId("h"), View = view.DeepClone().AsObject() });
    }

    private JsonObject Store(SlackStoredView view)
    {
        state.Views[view.Id] = view;
        var answer = SlackJsonAnswers.Ok();
        var shown = view.View.DeepClone().AsObject();
        shown["id"] = view.Id;
        shown["hash"] = view.Hash;
        answer["view"] = shown;
        return answer;
    }
}
