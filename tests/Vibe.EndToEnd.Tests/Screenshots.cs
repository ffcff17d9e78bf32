using Microsoft.Playwright;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

/// <summary>Pictures that a run leaves behind, under <c>TestResults/screenshots</c>.</summary>
internal static class Screenshots
{
    /// <summary>Keeps a picture of the page.</summary>
    public static Task KeepAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RealTools.Root, "TestResults", "screenshots", $"{name}.png") });
}
