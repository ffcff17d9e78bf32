namespace Vibe.Activities.Threads;

/// <summary>Where a build's run can be looked at.</summary>
public sealed class CardLinks
{
    /// <summary>The section of the configuration.</summary>
    public const string SectionName = "Temporal";

    /// <summary>The address of a Temporal web UI; cards link to it where it is set.</summary>
    public Uri? WebUi { get; set; }

    /// <summary>The namespace that builds run in.</summary>
    /// <value><c>default</c></value>
    public string Namespace { get; set; } = "default";

    /// <summary>The address of a run, or <see langword="null"/> where no web UI is configured.</summary>
    public Uri? For(string workflowId) =>
        WebUi is null ? null : new Uri($"{WebUi.ToString().TrimEnd('/')}/namespaces/{Uri.EscapeDataString(Namespace)}/workflows/{Uri.EscapeDataString(workflowId)}");
}
