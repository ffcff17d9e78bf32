using System.Runtime.CompilerServices;

namespace Vibe.TestKit;

/// <summary>Waits for what happens on its own time. The only place in the tests that sleeps, and briefly.</summary>
public static class Eventually
{
    /// <summary>How long is waited unless a call says otherwise: long, for slow machines; a test that passes never waits so long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until a fact holds; where it never does, its text is the message.</summary>
    public static Task HoldsAsync(Func<bool> fact, TimeSpan? within = null, [CallerArgumentExpression(nameof(fact))] string text = "") =>
        TrueAsync(() => Task.FromResult(fact()), text, within);

    /// <summary>Waits until a fact holds; where it never does, its text is the message.</summary>
    public static Task HoldsAsync(Func<Task<bool>> fact, TimeSpan? within = null, [CallerArgumentExpression(nameof(fact))] string text = "") =>
        TrueAsync(fact, text, within);

    /// <summary>Waits until there is a value.</summary>
    public static Task<T> HasAsync<T>(Func<T?> value, TimeSpan? within = null, [CallerArgumentExpression(nameof(value))] string text = "")
        where T : class => ValueAsync(() => Task.FromResult(value()), text, within);

    /// <summary>Waits until a condition holds.</summary>
    public static Task TrueAsync(Func<bool> condition, string expectation, TimeSpan? within = null) =>
        TrueAsync(() => Task.FromResult(condition()), expectation, within);

    /// <summary>Waits until a condition holds.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string expectation, TimeSpan? within = null)
    {
        var limit = within ?? Patience;
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds} s: {expectation}");
            }

            await Task.Delay(Interval);
        }
    }

    /// <summary>Waits until there is a value.</summary>
    public static async Task<T> ValueAsync<T>(Func<Task<T?>> read, string expectation, TimeSpan? within = null)
        where T : class
    {
        T? value = null;
        await TrueAsync(async () => (value = await read()) is not null, expectation, within);
        return value!;
    }

    /// <summary>Waits until a value is the expected one, and says what it was last if it never is.</summary>
    public static async Task EqualAsync<T>(T expected, Func<Task<T>> read, TimeSpan? within = null)
    {
        var last = default(T);
        try
        {
            await TrueAsync(async () => EqualityComparer<T>.Default.Equals(last = await read(), expected), $"{expected}", within);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it was {last}", e);
        }
    }

    /// <summary>Waits until assertions pass, and throws the last failure if they never do.</summary>
    public static async Task PassesAsync(Func<Task> assertions, TimeSpan? within = null)
    {
        Exception? last = null;
        try
        {
            await TrueAsync(
                async () =>
                {
                    try
                    {
                        await assertions();
                        return true;
                    }
                    catch (Xunit.Sdk.XunitException e)
                    {
                        last = e;
                        return false;
                    }
                },
                "assertions pass",
                within);
        }
        catch (TimeoutException e) when (last is not null)
        {
            throw new TimeoutException($"{e.Message}; last: {last.Message}", last);
        }
    }

    /// <summary>Waits for a task, but not for ever.</summary>
    public static Task<T> WithinAsync<T>(Task<T> task, TimeSpan? within = null) => task.WaitAsync(within ?? Patience);

    /// <summary>Waits for a task, but not for ever.</summary>
    public static Task WithinAsync(Task task, TimeSpan? within = null) => task.WaitAsync(within ?? Patience);
}
