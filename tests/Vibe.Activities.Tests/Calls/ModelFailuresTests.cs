using System.Reflection;
using Vibe.Activities.Calls;
using Vibe.Models.Failures;
using Vibe.Workflows.Builds;

namespace Vibe.Activities.Tests.Calls;

public sealed class ModelFailuresTests
{
    [Fact]
    public void Translate_TransientAndFinal_AreToldApart()
    {
        var busy = ModelFailures.Translate(new ModelRateLimitedException("Later.") { RetryAfter = TimeSpan.FromSeconds(7) });
        var refused = ModelFailures.Translate(new ModelRefusedException("No."));

        Assert.Equal((FailureTypes.ModelRateLimited, false, TimeSpan.FromSeconds(7)), (busy.ErrorType, busy.NonRetryable, busy.NextRetryDelay));
        Assert.Equal((FailureTypes.ModelRefused, true, "No."), (refused.ErrorType, refused.NonRetryable, refused.Message));
    }

    [Fact]
    public void FailureTypes_EveryCodeOfTheModels_MayBeTold()
    {
        var codes = typeof(ModelErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string?)f.GetRawConstantValue());

        Assert.All(codes, c => Assert.Contains(c, FailureTypes.Told));
    }
}
