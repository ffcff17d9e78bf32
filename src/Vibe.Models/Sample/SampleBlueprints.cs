using System.Text.RegularExpressions;
using Vibe.Core.Reviews;

namespace Vibe.Models.Sample;

/// <summary>What the sample model can make, and which of it a request means.</summary>
internal static class SampleBlueprints
{
    public static readonly SampleBlueprint Dashboard = new()
    {
        Folder = "dashboard",
        Kind = "a dashboard page with a chart, figures and a table",
        Words = ["dashboard", "analytics", "chart", "charts", "graph", "metrics", "kpi", "statistics", "report", "monitoring"],
        Flaws =
        [
            new(FindingSeverity.Blocking, "app.js", "cell.textContent = text;", "cell.innerHTML = text;", "Figures are put into the page as HTML, so that a name in the data could run a script."),
            new(FindingSeverity.Blocking, "app.js", "const highest = Math.max(1, ...values);", "const highest = Math.max(...values);", "A range without any values makes the chart's scale infinite and draws nothing."),
            new(FindingSeverity.Warning, "index.html", " role=\"img\" aria-label=\"Chart of the chosen figure by month\"", " data-kind=\"chart\"", "The chart has no text that a screen reader could read."),
        ],
        Remark = "The figures are made up; put yours into data.js.",
    };

    public static readonly SampleBlueprint Todo = new()
    {
        Folder = "todo",
        Kind = "a list app for the browser that keeps its entries",
        Words = ["todo", "todos", "to-do", "task", "tasks", "checklist", "list", "kanban", "reminder", "reminders", "shopping"],
        Flaws =
        [
            new(FindingSeverity.Blocking, "app.js", "label.textContent = entry.text;", "label.innerHTML = entry.text;", "What people type is put into the page as HTML, so that an entry could run a script."),
            new(FindingSeverity.Blocking, "app.js", "if (text === \"\") { return; }", "if (text === undefined) { return; }", "Empty entries can be added."),
        ],
        Remark = "Entries stay in this browser; there is no server behind it.",
    };

    public static readonly SampleBlueprint Landing = new()
    {
        Folder = "landing",
        Kind = "a landing page",
        Words = ["landing", "homepage", "marketing", "website", "portfolio", "product", "startup", "promo"],
        Flaws =
        [
            new(FindingSeverity.Blocking, "index.html", "<html lang=\"en\">", "<html>", "The page does not say its language, so that screen readers may read it in the wrong one."),
            new(FindingSeverity.Blocking, "index.html", "<label for=\"email\">E-mail address</label>", "<span>E-mail address</span>", "The form's field has no label."),
        ],
        Remark = "The form only thanks; connect it to a mailing list before it goes live.",
    };

    public static readonly SampleBlueprint Api = new()
    {
        Folder = "api",
        Kind = "a REST API in C#",
        Words = ["api", "apis", "rest", "endpoint", "endpoints", "backend", "microservice", "webservice", "crud"],
        Flaws =
        [
            new(FindingSeverity.Blocking, "Program.cs", "if (input.Problem() is { } problem)", "if (input.Name is null && input.Problem() is { } problem)", "Input is checked only where the name is missing, so that names of any length and negative amounts are stored."),
            new(FindingSeverity.Warning, "ItemStore.cs", "Interlocked.Increment(ref _lastId)", "++_lastId", "Two requests at once may get the same id."),
        ],
        Remark = "Items are kept in memory and are gone after a restart.",
    };

    public static readonly SampleBlueprint Tool = new()
    {
        Folder = "tool",
        Kind = "a console tool in C#",
        Words = ["console", "cli", "command-line", "terminal", "tool", "utility", "converter", "parser"],
        Flaws =
        [
            new(FindingSeverity.Blocking, "Program.cs", "if (!File.Exists(path))", "if (path.Length == 0)", "A file that does not exist ends the tool with a stack trace instead of a message."),
            new(FindingSeverity.Warning, "TextReport.cs", "(StringComparer.OrdinalIgnoreCase);", "(StringComparer.Ordinal);", "Words that differ in case alone are counted apart."),
        ],
        Remark = "Files are read as a whole, which suits files up to some hundred megabytes.",
    };

    public static readonly SampleBlueprint Script = new()
    {
        Folder = "script",
        Kind = "a Python script with its tests",
        Words = ["python", "script", "py"],
        Flaws =
        [
            new(FindingSeverity.Blocking, "main.py", "if not rows:", "if rows is None:", "A file without rows ends the script with an error."),
            new(FindingSeverity.Warning, "main.py", "encoding=\"utf-8-sig\"", "encoding=\"ascii\"", "Files with letters beyond ASCII cannot be read."),
        ],
        Remark = "It needs nothing but Python 3.9 or newer.",
    };

    public static readonly SampleBlueprint Page = new()
    {
        Folder = "page",
        Kind = "a page that keeps records in the browser",
        Words = [],
        Flaws =
        [
            new(FindingSeverity.Blocking, "app.js", "cell.textContent = value;", "cell.innerHTML = value;", "What people type is put into the page as HTML, so that a record could run a script."),
            new(FindingSeverity.Warning, "app.js", "if (!confirm(\"Delete this record?\")) { return; }", "// Deleted at once.", "Records are deleted without a question."),
        ],
        Remark = "Records stay in this browser; there is no server behind it.",
    };

    public static readonly IReadOnlyList<SampleBlueprint> All = [Dashboard, Todo, Landing, Api, Tool, Script, Page];

    /// <summary>The blueprint whose word stands first in the request; Python where it is named at all; else a page that keeps records.</summary>
    public static SampleBlueprint For(string request)
    {
        if (PositionOf("python", request) >= 0)
        {
            return Script;
        }

        return All
            .Select(b => (Blueprint: b, Position: b.Words.Select(w => PositionOf(w, request)).Where(p => p >= 0).DefaultIfEmpty(int.MaxValue).Min()))
            .Where(f => f.Position < int.MaxValue)
            .OrderBy(f => f.Position)
            .Select(f => f.Blueprint)
            .FirstOrDefault(Page);
    }

    private static int PositionOf(string word, string request)
    {
        var match = Regex.Match(request, $@"(?<![\w-]){Regex.Escape(word)}(?![\w])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        return match.Success ? match.Index : -1;
    }
}
