using Vibe.Data.Troubles;

namespace Vibe.Data.Tests.Troubles;

public sealed class DeadLetterIdTests
{
    [Theory]
    [InlineData("event-12", "event-12")]
    [InlineData("Message-7", "message-7")]
    [InlineData("event", null)]
    [InlineData("event--1", null)]
    [InlineData("card-1", null)]
    [InlineData("0-1", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void TryParse_Text_GivesWhatIsNamed(string? text, string? expected) => Assert.Equal(expected, DeadLetterId.TryParse(text)?.ToString());
}
