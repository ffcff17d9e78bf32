using System.Net;
using System.Text;
using Vibe.Chat.Artifacts;
using Vibe.Chat.Cards;
using Vibe.Core.Cards;

namespace Vibe.Web.Delivered;

/// <summary>The page that shows what is decided on, as text: generated content is never run here.</summary>
internal static class ArtifactPage
{
    /// <summary>The page of this artifact.</summary>
    public static string Render(ActionTarget target, ArtifactView artifact)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Files of the build</title>")
            .Append("<link rel=\"icon\" href=\"/chat/icon.svg\"><link rel=\"stylesheet\" href=\"/chat/files.css\"></head><body><header><h1>What is decided on</h1><p>Round ")
            .Append(artifact.Round).Append(" · ").Append(artifact.Files.Count).Append(" files · digest <code>").Append(Escape(artifact.Digest.Value)).Append("</code></p></header>")
            .Append("<nav aria-label=\"Files\"><ul>");
        for (var i = 0; i < artifact.Files.Count; i++)
        {
            page.Append("<li><a href=\"#file-").Append(i).Append("\">").Append(Escape(artifact.Files[i].File.Path)).Append("</a></li>");
        }

        page.Append("</ul></nav><main>");
        for (var i = 0; i < artifact.Files.Count; i++)
        {
            AppendFile(page, i, artifact.Files[i]);
        }

        return page.Append("</main><footer>Build ").Append(Escape(target.BuildId.Value)).Append("</footer></body></html>").ToString();
    }

    private static void AppendFile(StringBuilder page, int index, ArtifactFileView file)
    {
        page.Append("<section id=\"file-").Append(index).Append("\"><h2>").Append(Escape(file.File.Path)).Append(" <small>").Append(Sizes.Roughly(file.File.Size)).Append(" · ")
            .Append(Escape(file.File.Digest.Abbreviated)).Append("</small></h2>");
        if (file.Text is { } text)
        {
            page.Append("<pre tabindex=\"0\"><code>").Append(Escape(text)).Append("</code></pre></section>");
        }
        else
        {
            page.Append("<p>Not text; it is in the archive after approval.</p></section>");
        }
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
