using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

public sealed class WebChatTests
{
    [SkippableFact]
    public async Task Build_AskedChangedApproved_IsDeliveredAsApproved()
    {
        await using var browser = await Browser.StartAsync();
        using var data = new TempFolder();
        await using var host = HostProcess.StartByReadme(data.Path);
        var page = await browser.OpenAsync();
        await page.GotoAsync((await host.OpeningAsync()).ToString());
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");
        await Screenshots.KeepAsync(page, "1-welcome");

        await SayAsync(page, "/vibe build a dashboard with user analytics");
        var card = page.Locator("#messages .card").First;
        await Assertions.Expect(card).ToBeVisibleAsync();
        await Assertions.Expect(card).ToHaveAttributeAsync("data-stage", "AwaitingApproval");
        await Screenshots.KeepAsync(page, "2-waiting-for-approval");

        // The requester may not approve the own build, and is told so.
        await card.GetByText("Approve", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".message.private").First).ToBeVisibleAsync();

        await page.GetByLabel("Ben").CheckAsync();
        card = page.Locator("#messages .card").First;
        await card.GetByText("Request changes", new() { Exact = true }).ClickAsync();
        await page.Locator("#dialog-input").FillAsync("Use the title \"Visitors today\"");
        await Screenshots.KeepAsync(page, "3-request-changes");
        await page.Locator("#dialog-submit").ClickAsync();
        await Assertions.Expect(card).ToHaveAttributeAsync("data-round", "2");
        await Assertions.Expect(card).ToHaveAttributeAsync("data-stage", "AwaitingApproval");

        await card.GetByText("Approve", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(card).ToHaveAttributeAsync("data-stage", "Done");
        await card.Locator("xpath=ancestor::*[contains(@class,'message')][1]").Locator(".replies").ClickAsync();
        var file = page.Locator("#thread-messages a.file").First;
        var downloaded = await page.RunAndWaitForDownloadAsync(() => file.ClickAsync());
        await Screenshots.KeepAsync(page, "4-delivered");
        var archive = Path.Combine(data.Path, "delivered.zip");
        await downloaded.SaveAsAsync(archive);
        AssertChecksums(archive);

        await page.Locator("#theme").ClickAsync();
        await Screenshots.KeepAsync(page, "5-dark");
    }

    [SkippableFact]
    public async Task Page_WithoutToken_IsStatusAlone()
    {
        using var data = new TempFolder();
        await using var host = HostProcess.Start(data.Path);
        var address = await host.ListeningAsync();
        using var client = new HttpClient { BaseAddress = address };
        var status = await client.GetAsync("/");
        Assert.True(status.IsSuccessStatusCode, await status.Content.ReadAsStringAsync());
        Assert.Contains("Vibe is running", await status.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync("/chat")).StatusCode);
        Assert.True((await client.GetAsync("/health/live")).IsSuccessStatusCode);
        Assert.True((await client.GetAsync("/health/ready")).IsSuccessStatusCode);
        Assert.Equal(0, await host.InterruptAsync());
    }

    private static async Task SayAsync(IPage page, string text)
    {
        await page.Locator("#composer-input").FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The archive's list of checksums names every file and is right.</summary>
    private static void AssertChecksums(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        var sums = zip.Entries.Single(e => e.Name.Contains("SHA256SUMS", StringComparison.OrdinalIgnoreCase));
        using var reader = new StreamReader(sums.Open());
        var lines = Regex.Split(reader.ReadToEnd().Trim(), "\r?\n");
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            var (digest, name) = (line[..64], line[64..].TrimStart(' ', '*'));
            using var content = zip.Entries.Single(e => e.FullName.EndsWith(name, StringComparison.Ordinal)).Open();
            Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(content)));
        }
    }
}
