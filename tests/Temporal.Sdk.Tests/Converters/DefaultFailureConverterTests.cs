using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporal.Sdk.Tests.Converters;

public sealed class DefaultFailureConverterTests
{
    private static readonly DataConverter Converter = DataConverter.Default;

    [Fact]
    public async Task ToFailure_ApplicationFailure_CarriesEverything()
    {
        var exception = new ApplicationFailureException(
            "it fails", new InvalidOperationException("the cause"), "Kind", true, ["detail", 3], TimeSpan.FromSeconds(5), ApplicationErrorCategory.Benign);

        var failure = await Converter.ToFailureAsync(exception);
        var again = Assert.IsType<ApplicationFailureException>(await Converter.ToExceptionAsync(failure));

        Assert.Equal(("it fails", "Kind", true), (failure.Message, failure.ApplicationFailureInfo.Type, failure.ApplicationFailureInfo.NonRetryable));
        Assert.Equal(("Kind", true, TimeSpan.FromSeconds(5), ApplicationErrorCategory.Benign), (again.ErrorType, again.NonRetryable, again.NextRetryDelay, again.Category));
        Assert.Equal(("detail", 3, 2), (again.Details.ElementAt<string>(0), again.Details.ElementAt<int>(1), again.Details.Count));
        Assert.Equal("InvalidOperationException", Assert.IsType<ApplicationFailureException>(again.InnerException).ErrorType);
        Assert.Throws<ArgumentOutOfRangeException>(() => again.Details.ElementAt<string>(2));
    }

    [Fact]
    public void ToFailure_PlainException_IsAnApplicationFailureOfItsType()
    {
        var failure = Converter.FailureConverter.ToFailure(Thrown(), Converter.PayloadConverter);

        Assert.Equal(("InvalidOperationException", "thrown"), (failure.ApplicationFailureInfo.Type, failure.Message));
        Assert.Contains(nameof(Thrown), failure.StackTrace, StringComparison.Ordinal);
        Assert.False(failure.ApplicationFailureInfo.NonRetryable);
    }

    [Fact]
    public void ToFailure_ReceivedFailure_GoesOnAsItCame()
    {
        var received = new Failure { Message = "from elsewhere", Source = "GoSDK", StackTrace = "there", TimeoutFailureInfo = new() { TimeoutType = TimeoutType.Heartbeat } };

        var exception = Converter.FailureConverter.ToException(received, Converter.PayloadConverter);

        Assert.Equal("there", exception.StackTrace);
        Assert.Equal(received, Converter.FailureConverter.ToFailure(exception, Converter.PayloadConverter));
    }

    [Fact]
    public void ToException_EachInfo_IsItsClass()
    {
        Assert.IsType<ApplicationFailureException>(ToException(new() { ApplicationFailureInfo = new() }));
        Assert.IsType<TimeoutFailureException>(ToException(new() { TimeoutFailureInfo = new() }));
        Assert.IsType<CanceledFailureException>(ToException(new() { CanceledFailureInfo = new() }));
        Assert.IsType<TerminatedFailureException>(ToException(new() { TerminatedFailureInfo = new() }));
        Assert.IsType<ServerFailureException>(ToException(new() { ServerFailureInfo = new() { NonRetryable = true } }));
        Assert.IsType<ActivityFailureException>(ToException(new() { ActivityFailureInfo = new() }));
        Assert.IsType<ChildWorkflowFailureException>(ToException(new() { ChildWorkflowExecutionFailureInfo = new() }));
        Assert.IsType<FailureException>(ToException(new()));
    }

    [Fact]
    public async Task EncodedCommonAttributes_MessageAndStack_AreInAPayload()
    {
        var converter = new DataConverter(new DefaultPayloadConverter(), new DefaultFailureConverter.WithEncodedCommonAttributes(), new XorCodec());

        var failure = await converter.ToFailureAsync(new ApplicationFailureException("secret", Thrown(), "Kind", details: ["hidden"]));
        var again = await converter.ToExceptionAsync(failure);

        Assert.Equal(("Encoded failure", string.Empty), (failure.Message, failure.StackTrace));
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal("secret", again.Message);
        Assert.Equal("hidden", Assert.IsType<ApplicationFailureException>(again).Details.ElementAt<string>(0));
        Assert.Equal("thrown", again.InnerException!.Message);
        Assert.Contains(nameof(Thrown), again.InnerException.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void IsCanceledException_OwnAndWrapped_AreSeen()
    {
        var canceled = new Failure { CanceledFailureInfo = new() };
        Assert.True(TemporalException.IsCanceledException(new OperationCanceledException()));
        Assert.True(TemporalException.IsCanceledException(ToException(canceled)));
        Assert.True(TemporalException.IsCanceledException(ToException(new() { ActivityFailureInfo = new(), Cause = canceled })));
        Assert.True(TemporalException.IsCanceledException(ToException(new() { ChildWorkflowExecutionFailureInfo = new(), Cause = canceled })));
        Assert.False(TemporalException.IsCanceledException(ToException(new() { ActivityFailureInfo = new(), Cause = new() })));
        Assert.False(TemporalException.IsCanceledException(new InvalidOperationException()));
    }

    private static Exception ToException(Failure failure) => Converter.FailureConverter.ToException(failure, Converter.PayloadConverter);

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("thrown");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }
}
