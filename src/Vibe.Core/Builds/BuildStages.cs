namespace Vibe.Core.Builds;

/// <summary>What is true of the stages.</summary>
public static class BuildStages
{
    /// <summary>The stages that a build passes on its normal way, for "step 3 of 6".</summary>
    public const int StepCount = 6;

    /// <summary>Whether the build has ended at this stage; a parked build has not.</summary>
    public static bool IsEnd(BuildStage stage) =>
        stage is BuildStage.Done or BuildStage.Rejected or BuildStage.Expired or BuildStage.Cancelled or BuildStage.Discarded or BuildStage.Refused;

    /// <summary>The step of the normal way, from 1 to <see cref="StepCount"/>; 0 where the build has left it.</summary>
    public static int StepOf(BuildStage stage) => stage switch
    {
        BuildStage.Validating or BuildStage.Queued => 1,
        BuildStage.Generating => 2,
        BuildStage.Reviewing => 3,
        BuildStage.Fixing => 4,
        BuildStage.AwaitingApproval => 5,
        BuildStage.Delivering or BuildStage.Done => 6,
        _ => 0,
    };

    /// <summary>The share of the work that is done when the stage begins, from 0 to 1; a model's progress is laid on top of it.</summary>
    public static double ShareAt(BuildStage stage) => stage switch
    {
        BuildStage.Validating => 0,
        BuildStage.Queued => 0.02,
        BuildStage.Generating => 0.05,
        BuildStage.Reviewing => 0.60,
        BuildStage.Fixing => 0.75,
        BuildStage.AwaitingApproval => 0.90,
        BuildStage.Delivering => 0.95,
        _ => 1,
    };

    /// <summary>The words for a person: "Reviewing code".</summary>
    public static string Describe(BuildStage stage) => stage switch
    {
        BuildStage.Validating => "Checking the request",
        BuildStage.Queued => "Waiting in line",
        BuildStage.Generating => "Generating code",
        BuildStage.Reviewing => "Reviewing code",
        BuildStage.Fixing => "Fixing findings",
        BuildStage.AwaitingApproval => "Waiting for approval",
        BuildStage.Delivering => "Delivering",
        BuildStage.Done => "Delivered",
        BuildStage.Rejected => "Rejected",
        BuildStage.Expired => "Expired",
        BuildStage.Cancelled => "Cancelled",
        BuildStage.Parked => "Parked after failures",
        BuildStage.Discarded => "Discarded",
        BuildStage.Refused => "Refused",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Unknown stage."),
    };
}
