namespace Vibe.Web.Access;

/// <summary>What is shown to whoever comes without the token.</summary>
internal static class ClosedPage
{
    /// <summary>The page.</summary>
    public const string Html =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Vibe web chat</title>
        <link rel="stylesheet" href="/chat/files.css"></head><body><header><h1>The web chat is closed here</h1>
        <p>It is opened by the one-time address that Vibe prints where it was started. Each address works once; Vibe prints the next one as soon as one was used.</p>
        <p><a href="/">Status of this Vibe</a></p></header></body></html>
        """;
}
