using Vibe.Chat.Texts;
using Vibe.Core.Identity;
using Vibe.Slack.Texts;

namespace Vibe.Slack.Tests.Texts;

public sealed class SlackMarkupTests
{
    [Fact]
    public void Write_EverySpan_IsSlacksMarkup()
    {
        var text = ChatText.Of("a <b> & ").Strong("c").Code("d`e").Person(Some.Alice).Person(new UserRef(ChatPlatform.Web, "x<y")).Link("f|g", new Uri("https://h.example/?a=1&b=|>"));

        Assert.Equal("a &lt;b&gt; &amp; *c*`d'e`<@U1>web:x&lt;y<https://h.example/?a=1&b=%7C%3E|f¦g>", SlackMarkup.Write(text));
    }

    [Theory]
    [InlineData("<@UVIBE> build x", "build x")]
    [InlineData("hey <@UVIBE>, build x", "hey , build x")]
    [InlineData("ask <@U2|bob> in <#C1|general> or <#C2>", "ask @bob in #general or #C2")]
    [InlineData("<!here> <!subteam^S1|@devs> <!date^1^{date}|today>", "@here @devs @today")]
    [InlineData("<https://a.example/x|a.example/x> and <https://b.example|the site>", "a.example/x and https://b.example")]
    [InlineData("<mailto:a@b.example|a@b.example>", "a@b.example")]
    [InlineData("1 &lt; 2 &amp;&amp; 3 &gt; 2 &amp;lt;", "1 < 2 && 3 > 2 &lt;")]
    [InlineData("no end < here", "no end < here")]
    public void Read_Markup_BecomesWhatPeopleSee(string markup, string text) => Assert.Equal(text, SlackMarkup.Read(markup, "UVIBE"));

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcde…")]
    [InlineData("abc&amp;def", 7, "abc…")]
    [InlineData("abc&amp;def", 9, "abc&amp;…")]
    [InlineData("ab<@U12345>cd", 8, "ab…")]
    [InlineData("ab<@U12345>cdef", 13, "ab<@U12345>c…")]
    [InlineData("abc😀def", 5, "abc…")]
    public void Fit_LongMarkup_IsCutBetweenItsParts(string markup, int length, string expected) => Assert.Equal(expected, SlackMarkup.Fit(markup, length));

    [Fact]
    public void Fit_AnyLength_NeverLeavesHalfOfAPart()
    {
        var markup = SlackMarkup.Escape("a<b>&c 😀") + "<@U1> x <https://x.example|y> &amp;";
        for (var length = 2; length <= markup.Length; length++)
        {
            var cut = SlackMarkup.Fit(markup, length);

            Assert.True(cut.Length <= length);
            Assert.DoesNotMatch("<[^>]*$|&[a-z]*…|&[a-z]*$", cut);
        }
    }
}
