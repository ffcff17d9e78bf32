namespace Vibe.Web.Access;

/// <summary>One of the web chat's people.</summary>
public sealed class WebPersonOptions
{
    /// <summary>The name that others see.</summary>
    public string Name { get; set; } = "";

    /// <summary>One word on what the person is there for.</summary>
    public string Role { get; set; } = "member";

    /// <summary>Whether the person is a guest, who may not ask for builds unless a project names them.</summary>
    public bool IsGuest { get; set; }
}
