using Microsoft.Playwright;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

/// <summary>A web chat in which more was said than a page shows at its opening.</summary>
public sealed class WebHistoryTests
{
    [SkippableFact]
    public async Task Messages_OfLongAgo_AreShownByKeyAndByScrollingWithTheirThreads()
    {
        await using var browser = await Browser.StartAsync();
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path);
        var opening = await host.OpeningAsync();
        await using (var database = HostDatabase.Open(data.Path))
        {
            await database.ExecuteAsync(
                """
                insert into vibe.web_messages (key, channel, content)
                select 'm' || i, 'general', json_build_object('authorId', 'ana', 'text', 'message ' || i || '.')::text from generate_series(1, 400) i order by i
                """);
            await database.ExecuteAsync("insert into vibe.web_messages (key, channel, thread, content) values ('r1', 'general', 'm1', '{\"authorId\":\"ben\",\"text\":\"an answer of today\"}')");
        }

        var page = await browser.OpenAsync();
        await page.GotoAsync(opening.ToString());
        await Assertions.Expect(Message(page, 400)).ToBeVisibleAsync();
        await Assertions.Expect(Message(page, 151)).ToHaveCountAsync(1);
        await Assertions.Expect(Message(page, 150)).ToHaveCountAsync(0);

        await page.Locator("#older").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Message(page, 51)).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#loaded")).ToHaveTextAsync("100 older messages");
        await Assertions.Expect(page.Locator("#older")).ToBeFocusedAsync();
        await Screenshots.KeepAsync(page, "12-older");

        await page.Locator("#messages").EvaluateAsync("box => { box.scrollTop = 0; }");
        await Assertions.Expect(Message(page, 1)).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#older")).ToBeHiddenAsync();
        await page.Locator("#messages .message[data-id='m1'] .replies").ClickAsync();
        await Assertions.Expect(page.Locator("#thread-messages")).ToContainTextAsync("an answer of today");

        // What comes now is shown below, as ever.
        await page.Locator("#composer-input").FillAsync("hello again");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#messages .message").Last).ToContainTextAsync("hello again");
    }

    private static ILocator Message(IPage page, int number) => page.Locator($"#messages .message[data-id='m{number}']");
}
