namespace Vibe.Web.Access;

/// <summary>One of the web chat's people.</summary>
/// <param name="Id">Without the platform: <c>ana</c>.</param>
/// <param name="Name">What others see.</param>
/// <param name="Role">One word.</param>
/// <param name="IsGuest">Whether it is a guest.</param>
internal sealed record WebPerson(string Id, string Name, string Role, bool IsGuest)
{
    /// <summary>The conversation between the person and Vibe.</summary>
    public string DirectChannel => $"direct-{Id}";
}
