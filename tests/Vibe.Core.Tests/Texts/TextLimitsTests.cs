using Vibe.Core.Texts;

namespace Vibe.Core.Tests.Texts;

public sealed class TextLimitsTests
{
    [Theory]
    [InlineData("hello", 5, "hello")]
    [InlineData("hello", 4, "hel…")]
    [InlineData("hello", 1, "…")]
    [InlineData("ab😀cd", 4, "ab…")]
    [InlineData("ab😀cd", 5, "ab😀…")]
    public void Cut_LongText_EndsWithEllipsisAndNoHalfPair(string text, int length, string expected) => Assert.Equal(expected, TextLimits.Cut(text, length));

    [Fact]
    public void TitleOf_RequestOfManyLines_IsOneLine()
    {
        Assert.Equal("a page with two lines", TextLimits.TitleOf("  a page\r\n\twith  two lines \n"));
        Assert.Equal(TextLimits.Title, TextLimits.TitleOf(new string('x', 500)).Length);
        Assert.Equal("a page", TextLimits.TitleOf("a\u202E pa\u0000ge\u2069\u200F"));
        Assert.Equal("שלום 👩‍💻 é", TextLimits.TitleOf("שלום 👩‍💻 é"));
    }
}
