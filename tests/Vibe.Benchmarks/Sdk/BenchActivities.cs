using System.Collections.Concurrent;
using System.Diagnostics;
using Temporalio.Activities;

namespace Vibe.Benchmarks.Sdk;

/// <summary>An activity that gives back what it gets, and notes when it began.</summary>
public static class BenchActivities
{
    /// <summary>When an activity began, by its text.</summary>
    public static ConcurrentDictionary<string, long> Started { get; } = new();

    [Activity("echo")]
    public static string Echo(string text)
    {
        Started[text] = Stopwatch.GetTimestamp();
        return text;
    }
}
