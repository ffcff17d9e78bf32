using Vibe.Chat.Dialogs;

namespace Vibe.Web.Messages;

/// <summary>A dialog that asks for one text.</summary>
internal sealed record WebDialog
{
    /// <summary>The id of the event that sending it in makes: however often it is sent, it is one.</summary>
    public required string Id { get; init; }

    /// <summary>What it asks.</summary>
    public required DialogKind Kind { get; init; }

    /// <summary>What it is bound to, as its card's buttons were.</summary>
    public string? Target { get; init; }

    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence on what happens.</summary>
    public required string Text { get; init; }

    /// <summary>The label of the field.</summary>
    public required string Label { get; init; }

    /// <summary>The label of the button.</summary>
    public required string Submit { get; init; }

    /// <summary>Whether the text may stay empty.</summary>
    public bool MayBeEmpty { get; init; }

    /// <summary>What is in the field at first.</summary>
    public string Prefilled { get; init; } = "";
}
