namespace Vibe.Core.Cards;

/// <summary>
/// How cards are numbered. The workflow counts in steps, and an activity numbers the progress that it shows inside the step by elapsed seconds, so that a later
/// attempt never shows an older number and the workflow's next card always wins.
/// </summary>
public static class CardRevisions
{
    /// <summary>The distance between two cards of the workflow.</summary>
    public const long Step = 1_000_000;

    /// <summary>The revision of progress that is shown so long after the activity was first scheduled.</summary>
    public static long Progress(long revision, TimeSpan elapsed) => revision + Math.Clamp((long)elapsed.TotalSeconds, 1, Step - 1);

    /// <summary>
    /// The revision after a shown one for a build whose workflow shows nothing any more: whatever of it is still on its way is not newer, because a workflow declares
    /// one card at a time.
    /// </summary>
    public static long After(long shown) => ((shown / Step) + 1) * Step;
}
