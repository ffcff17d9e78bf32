namespace Vibe.TestKit;

/// <summary>The official command line, run against a server.</summary>
public static class TemporalCommandLine
{
    // It gives up where the server does not answer its first call within five seconds, and has asked for nothing then.
    private const string NotReached = "failed reaching server";

    /// <summary>Runs a command; a server that is slow to answer is asked again.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote.</exception>
    public static async Task<string> RunAsync(string address, IEnumerable<string> arguments)
    {
        string[] all = [.. arguments, "--address", address];
        return await Eventually.ValueAsync(() => TryAsync(all), $"the command line reaches the server at {address}");
    }

    private static async Task<string?> TryAsync(string[] arguments)
    {
        try
        {
            return await ToolProcess.RunAsync(RealTools.TemporalCli!, arguments);
        }
        catch (InvalidOperationException e) when (e.Message.Contains(NotReached, StringComparison.Ordinal))
        {
            return null;
        }
    }
}
