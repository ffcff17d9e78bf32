namespace Vibe.EndToEnd.Tests.Kills;

/// <summary>A moment in the life of a workflow at which its worker is killed.</summary>
/// <param name="Activity">The activity's type.</param>
/// <param name="Occurrence">The how manieth of that type in the workflow, from 1.</param>
/// <param name="IsAfter">After its effect and before anybody knows of it; else after it was handed to the worker and before the worker did anything.</param>
internal sealed record KillPoint(string Activity, int Occurrence, bool IsAfter)
{
    public override string ToString() => $"{(IsAfter ? "after" : "before")} {Activity} {Occurrence}";
}
