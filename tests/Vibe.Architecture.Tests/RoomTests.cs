using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Vibe.Architecture.Tests;

/// <summary>A room is a folder of a project. Arrows between rooms run one way, so that each can be read, and replaced, after those it stands on.</summary>
public sealed class RoomTests
{
    // The official client's namespaces refer to each other (a client starts workflows, a worker takes a client), and ours have its names.
    private static readonly string[] Excepted = ["Temporal.Sdk"];

    [Fact]
    public void Rooms_OfAProject_HaveNoCircles()
    {
        var findings = Repository.Sources.GroupBy(s => s.Project).Where(p => !Excepted.Contains(p.Key)).SelectMany(p => Circles([.. p]));
        Repository.AssertNone(findings, "Two rooms that need each other are one room, or one of them has something that belongs into a third.");
    }

    private static IEnumerable<string> Circles(List<Repository.SourceFile> files)
    {
        var owners = files
            .SelectMany(f => f.Unit.All<BaseTypeDeclarationSyntax>().Select(t => (t.Identifier.Text, Room: RoomOf(f))))
            .GroupBy(t => t.Text).Where(g => g.Select(t => t.Room).Distinct().Count() == 1)
            .ToDictionary(g => g.Key, g => g.First().Room, StringComparer.Ordinal);
        var arrows = files.SelectMany(f => Needs(f, owners)).ToLookup(a => a.From, a => a.To);
        var rooms = arrows.Select(a => a.Key).Distinct().ToList();
        var reached = rooms.ToDictionary(r => r, r => Reach(r, arrows), StringComparer.Ordinal);
        return rooms.Where(r => reached[r].Contains(r)).Select(r => $"{r} ↔ {string.Join(", ", arrows[r].Distinct().Where(o => reached.GetValueOrDefault(o, []).Contains(r)))}");
    }

    // By name, where the name can be seen: from the room itself, from one around it, or by a using directive.
    private static IEnumerable<(string From, string To)> Needs(Repository.SourceFile file, Dictionary<string, string> owners)
    {
        var room = RoomOf(file);
        var visible = file.Unit.All<UsingDirectiveSyntax>().Select(u => u.Name?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
        return file.Unit.All<SimpleNameSyntax>().Select(n => n.Identifier.Text).Distinct()
            .Where(n => owners.TryGetValue(n, out var owner) && owner != room && (visible.Contains(owner.Replace('/', '.')) || room.StartsWith(owner, StringComparison.Ordinal)))
            .Select(n => (room, owners[n]));
    }

    private static HashSet<string> Reach(string room, ILookup<string, string> arrows)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var ahead = new Stack<string>(arrows[room]);
        while (ahead.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                foreach (var further in arrows[next])
                {
                    ahead.Push(further);
                }
            }
        }

        return reached;
    }

    private static string RoomOf(Repository.SourceFile file) => string.Join('/', file.Path.Split('/')[1..^1].Take(2));
}
