using System.Reflection;

namespace Vibe.Web.Page;

/// <summary>The files of the page, which are part of the assembly.</summary>
internal static class PageAssets
{
    private static readonly Dictionary<string, (byte[] Content, string Type)> Files = Load();

    /// <summary>A file by its name, with its content type.</summary>
    public static (byte[] Content, string Type)? Find(string name) => Files.TryGetValue(name, out var file) ? file : null;

    private static Dictionary<string, (byte[] Content, string Type)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, (byte[] Content, string Type)>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith("page/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The assembly lists {resource} but does not have it.");
            using var buffer = new MemoryStream();
            stream.CopyTo(buffer);
            files[resource["page/".Length..]] = (buffer.ToArray(), TypeOf(resource));
        }

        return files;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"No content type is known for {other} ({name})."),
    };
}
