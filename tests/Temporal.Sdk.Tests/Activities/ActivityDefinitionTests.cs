using Temporalio.Activities;
using Temporalio.Converters;

namespace Temporal.Sdk.Tests.Activities;

public sealed class ActivityDefinitionTests
{
    [Fact]
    public void CreateAll_InstanceAndStatic_TakesNamesFromMethods() =>
        Assert.Equal(["Add", "Greet", "named"], ActivityDefinition.CreateAll(new Sample()).Select(d => d.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task InvokeAsync_DefaultParameter_IsFilledIn()
    {
        var definition = ActivityDefinition.CreateAll(new Sample()).Single(d => d.Name == "Add");
        Assert.Equal(1, definition.RequiredParameterCount);
        Assert.Equal(11, await definition.InvokeAsync([1]));
        Assert.Equal(3, await definition.InvokeAsync([1, 2]));
    }

    [Fact]
    public async Task InvokeAsync_TaskWithoutResult_IsNull() =>
        Assert.Null(await ActivityDefinition.CreateAll(new Sample()).Single(d => d.Name == "named").InvokeAsync([]));

    [Fact]
    public async Task InvokeAsync_TaskWithoutResultBehindAnObject_IsNull()
    {
        // The compiler's task of an async method has a result of a type of its own, which must not come out.
        static async Task Nothing() => await Task.Yield();

        Assert.Null(await ActivityDefinition.Create("x", typeof(object), [], 0, _ => Nothing()).InvokeAsync([]));
        Assert.Null(await ActivityDefinition.Create("x", typeof(Task), [], 0, _ => Nothing()).InvokeAsync([]));
    }

    [Fact]
    public async Task InvokeAsync_ActivityThrows_ExceptionIsItsOwn()
    {
        var definition = ActivityDefinition.Create("x", typeof(void), [], 0, _ => throw new InvalidTimeZoneException());
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => definition.InvokeAsync([]));
    }

    [Fact]
    public void Create_NoAttribute_Throws() => Assert.Throws<ArgumentException>(() => ActivityDefinition.Create(Plain));

    [Fact]
    public void Create_DynamicWithOtherParameters_Throws() =>
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create(null, typeof(void), [typeof(int)], 1, _ => null));

    [Fact]
    public void Create_Dynamic_TakesRawValues() =>
        Assert.True(ActivityDefinition.Create(null, typeof(void), [typeof(IRawValue[])], 1, _ => null).Dynamic);

    private static void Plain()
    {
    }

    private sealed class Sample
    {
        [Activity]
        public static Task<string> GreetAsync(string name) => Task.FromResult(name);

        [Activity]
        public int Add(int a, int b = 10) => a + b;

        [Activity("named")]
        public async Task NamedAsync() => await Task.Yield();
    }
}
