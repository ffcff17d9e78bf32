using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests.Kills;

public sealed class InterruptTests
{
    /// <summary>While the database is made, and while the rest starts on it.</summary>
    [Theory]
    [InlineData("postgres.new")]
    [InlineData("postgres/postmaster.pid")]
    public async Task Interrupt_WhileStarting_EndsCleanlyAndTheNextStartIsWhole(string sign)
    {
        using var data = new TempFolder();
        await using (var host = HostProcess.Start(data.Path))
        {
            // The first sign is there for a second only; who comes late interrupts a later moment, which must end the same way.
            await Eventually.TrueAsync(() => Path.Exists(Path.Combine(data.Path, sign)) || Path.Exists(Path.Combine(data.Path, "postgres", "postmaster.pid")), $"{sign} is there");
            Assert.Equal(0, await host.InterruptAsync());
            Assert.False(File.Exists(Path.Combine(data.Path, "postgres", "postmaster.pid")), host.Output);
        }

        await using var next = HostProcess.Start(data.Path);
        using var chat = await ChatClient.OpenAsync(next);
        Assert.Empty(await chat.MessagesAsync("ana"));
        Assert.Equal(0, await next.InterruptAsync());
    }
}
