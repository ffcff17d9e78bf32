namespace Vibe.Data.Texts;

/// <summary>The keys under which a build's texts are kept.</summary>
public static class TextKeys
{
    /// <summary>What was asked for.</summary>
    public const string Request = "request";

    /// <summary>What was said with a decision that the event with this key brought: feedback for another round, the reason of a rejection.</summary>
    public static string Decision(string eventKey) => $"decision/{eventKey}";

    /// <summary>The prompt of a stage, for example <c>generate/1</c>.</summary>
    public static string Prompt(string step) => $"prompt/{step}";

    /// <summary>The model's answer in a stage, for example <c>generate/1</c>.</summary>
    public static string Answer(string step) => $"answer/{step}";
}
