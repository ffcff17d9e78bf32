namespace Vibe.Host.Startup;

/// <summary>Tells the person who starts Vibe what is used, where it is, and what to set to change it. Written to standard output, not to the log: it is for people.</summary>
internal sealed class StartupReport(TextWriter output)
{
    private readonly List<(string Part, string Use, string Change)> _lines = [];

    /// <summary>Says at once that something takes long.</summary>
    public void Announce(string text) => output.WriteLine($"  {text} …");

    /// <summary>Tells something that the person who started Vibe wants to know.</summary>
    public void Note(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }

    /// <summary>Notes what is used for a part.</summary>
    /// <param name="part">One word.</param>
    /// <param name="use">What and where; without secrets.</param>
    /// <param name="change">What to set to change it.</param>
    public void Say(string part, string use, string change) => _lines.Add((part, use, change));

    /// <summary>Prints what was noted, and where to begin.</summary>
    public void Print(string begin)
    {
        var width = _lines.Count == 0 ? 0 : _lines.Max(l => l.Part.Length);
        output.WriteLine();
        output.WriteLine("Vibe is running");
        foreach (var (part, use, change) in _lines)
        {
            output.WriteLine($"  {part.PadRight(width)}  {use}");
            output.WriteLine($"  {"".PadRight(width)}  └ change: {change}");
        }

        output.WriteLine();
        output.WriteLine(begin);
        output.WriteLine();
        output.Flush();
    }
}
