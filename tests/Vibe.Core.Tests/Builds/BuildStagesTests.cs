using Vibe.Core.Builds;

namespace Vibe.Core.Tests.Builds;

public sealed class BuildStagesTests
{
    [Fact]
    public void Describe_EveryStage_HasWordsAndAShare()
    {
        foreach (var stage in Enum.GetValues<BuildStage>())
        {
            Assert.NotEmpty(BuildStages.Describe(stage));
            Assert.InRange(BuildStages.ShareAt(stage), 0, 1);
            Assert.InRange(BuildStages.StepOf(stage), 0, BuildStages.StepCount);
        }
    }

    [Fact]
    public void ShareAt_NormalWay_NeverGoesBack()
    {
        var way = Enum.GetValues<BuildStage>().TakeWhile(s => s <= BuildStage.Done).Select(BuildStages.ShareAt).ToList();

        Assert.Equal(way.Order(), way);
        Assert.Equal(1, way[^1]);
    }
}
