using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Vibe.EndToEnd.Tests.Faults;
using Vibe.TestKit;
using Vibe.TestKit.Models;

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

    /// <summary>On a phone, in the dark, without a pointer, and with a model that fails first.</summary>
    [SkippableFact]
    public async Task Build_ByKeyboardOnAPhone_IsRetriedRejectedAndAskedAgain()
    {
        await using var browser = await Browser.StartAsync();
        using var data = new TempFolder();
        await using var model = await FakeModelServer.StartAsync();
        var plan = new FaultPlan();
        plan.Fail("a todo list page", ModelFault.Refusal);
        (model.FaultOf, model.Answer) = (plan.FaultOf, plan.Answer);
        await using var host = HostProcess.Start(
            data.Path, "--Models:Provider=OpenAI", $"--Models:OpenAI:BaseAddress={model.OpenAIAddress}", "--Models:OpenAI:Model=fake", "--Models:OpenAI:Slots=1", "--Models:SilenceTimeout=00:10:00");
        var page = await browser.OpenAsync(ColorScheme.Dark, width: 390);
        await page.GotoAsync((await host.OpeningAsync()).ToString());
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");
        await Screenshots.KeepAsync(page, "6-phone-welcome");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#composer-input")).ToBeFocusedAsync();

        await TypeAsync(page, "/vibe bild a todo list page");
        await Assertions.Expect(page.Locator(".message.private").First).ToContainTextAsync("Did you mean");
        await TypeAsync(page, "/vibe build");
        await Assertions.Expect(page.Locator(".message.private").Nth(1)).ToContainTextAsync("Say what to build");
        await Screenshots.KeepAsync(page, "7-phone-mistakes");
        await TypeAsync(page, "/vibe build a todo list page");
        var card = page.Locator("#messages .card").First;
        await Assertions.Expect(card).ToHaveAttributeAsync("data-stage", "Parked");
        await Screenshots.KeepAsync(page, "8-phone-parked");

        // The one slot is taken for as long as it takes to see who waits for it.
        var isSeen = new TaskCompletionSource();
        model.Hold = _ => isSeen.Task;
        await PressAsync(page, card, "Retry");
        await TypeAsync(page, "/vibe build a landing page");
        await Assertions.Expect(page.Locator("#messages .card .wait")).ToBeVisibleAsync();
        await Screenshots.KeepAsync(page, "9-phone-waiting");
        isSeen.SetResult();
        await Assertions.Expect(card).ToHaveAttributeAsync("data-stage", "AwaitingApproval");

        await page.GetByLabel("Ben").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await PressAsync(page, card, "Reject");
        await Assertions.Expect(page.Locator("#dialog-input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("We have one.");
        await Screenshots.KeepAsync(page, "10-phone-reject");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(card).ToHaveAttributeAsync("data-stage", "Rejected");
        await Assertions.Expect(card).ToContainTextAsync("We have one.");
        await Assertions.Expect(card).ToContainTextAsync("Ben");

        // Nothing is wider than the phone.
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.Locator("#composer-input").FocusAsync();
        foreach (var command in new[] { "/vibe queue", "/vibe status", "/vibe help" })
        {
            await TypeAsync(page, command);
        }

        await Assertions.Expect(page.Locator(".message.private")).Not.ToHaveCountAsync(2);
        await Screenshots.KeepAsync(page, "11-phone-answers");
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
        await Eventually.HoldsAsync(async () => (await client.GetAsync("/health/ready")).IsSuccessStatusCode);

        // Another one on the same address says so and ends.
        await using var second = HostProcess.Start(data.Path, $"--urls={address.GetLeftPart(UriPartial.Authority)}", "--Temporal:Store=Memory");
        Assert.Contains("Vibe cannot start. It cannot listen", (await Assert.ThrowsAsync<InvalidOperationException>(second.OpeningAsync)).Message, StringComparison.Ordinal);
        Assert.Equal(0, await host.InterruptAsync());
    }

    private static async Task TypeAsync(IPage page, string text)
    {
        await Assertions.Expect(page.Locator("#composer-input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(text);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#composer-input")).ToHaveValueAsync(string.Empty);
        await Assertions.Expect(page.Locator("#composer-input")).ToBeFocusedAsync();
    }

    private static async Task PressAsync(IPage page, ILocator card, string button)
    {
        await card.GetByText(button, new() { Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        if (button == "Retry")
        {
            await page.Locator("#composer-input").FocusAsync();
        }
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
