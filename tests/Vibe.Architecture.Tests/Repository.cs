using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Vibe.Architecture.Tests;

/// <summary>The source tree that these tests read.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<SourceFile>> Parsed = new(() => [.. CSharpFiles("src").Select(SourceFile.Parse)]);

    /// <summary>The root folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every source file under src, parsed once.</summary>
    public static IReadOnlyList<SourceFile> Sources => Parsed.Value;

    /// <summary>The C# files below a folder, without what builds make.</summary>
    public static IEnumerable<string> CSharpFiles(string folder) => Files(folder).Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>All files below a folder, without what builds and package managers make.</summary>
    public static IEnumerable<string> Files(string folder) => FilesOf(new DirectoryInfo(Path.Combine(Root, folder)));

    /// <summary>The path below the root, with forward slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Fails with one line per finding.</summary>
    public static void AssertNone(IEnumerable<string> findings, string reason)
    {
        var list = findings.ToList();
        Assert.True(list.Count == 0, $"{reason}\n{string.Join('\n', list.Take(40))}{(list.Count > 40 ? $"\n… and {list.Count - 40} more" : "")}");
    }

    // Folders in which others write while the tests run are not entered.
    private static IEnumerable<string> FilesOf(DirectoryInfo folder) =>
        folder.EnumerateFiles().Select(f => f.FullName)
            .Concat(folder.EnumerateDirectories().Where(d => d.Name is not ("obj" or "bin" or "node_modules" or "TestResults" or "data")).SelectMany(FilesOf));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    /// <summary>A parsed file.</summary>
    internal sealed record SourceFile(string Path, string Text, CompilationUnitHolder Unit)
    {
        /// <summary>Reads and parses.</summary>
        public static SourceFile Parse(string path)
        {
            var text = File.ReadAllText(path);
            var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview), path);
            return new SourceFile(Relative(path), text, new CompilationUnitHolder(tree));
        }

        /// <summary>The project, for example <c>Vibe.Core</c>.</summary>
        public string Project => Path.Split('/')[1];

        /// <summary>The line where a node begins.</summary>
        public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
    }

    /// <summary>Keeps the tree; its root is asked for where needed.</summary>
    internal sealed record CompilationUnitHolder(SyntaxTree Tree)
    {
        /// <summary>All nodes of a kind.</summary>
        public IEnumerable<T> All<T>()
            where T : SyntaxNode => Tree.GetRoot().DescendantNodes().OfType<T>();
    }
}
