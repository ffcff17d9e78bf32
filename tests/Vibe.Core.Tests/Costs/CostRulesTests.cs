using Vibe.Core.Cards;
using Vibe.Core.Costs;

namespace Vibe.Core.Tests.Costs;

public sealed class CostRulesTests
{
    [Fact]
    public void Add_TwoCalls_SumsUnderTheLaterName() =>
        Assert.Equal(new ModelUse("b", "openai", 11, 22, 0.3m), CostRules.Add(new ModelUse("a", "openai", 1, 2, 0.1m), new ModelUse("b", "openai", 10, 20, 0.2m)));

    [Fact]
    public void Add_UnknownPrice_MakesTheSumUnknown() =>
        Assert.Null(CostRules.Add(new ModelUse("a", "x", 1, 2, 0.1m), new ModelUse("b", "x", 1, 2, null))?.CostUsd);

    [Fact]
    public void Add_Nothing_LeavesTheOther()
    {
        var use = new ModelUse("a", "x", 1, 2, null);

        Assert.Same(use, CostRules.Add(use, null));
        Assert.Same(use, CostRules.Add(null, use));
        Assert.Null(CostRules.Add(null, null));
    }
}
