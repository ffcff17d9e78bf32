namespace Vibe.Slack.Blocks;

/// <summary>What Slack takes at most. What is longer is cut before it is sent, because Slack refuses the whole message.</summary>
internal static class SlackLimits
{
    public const int MessageBlocks = 50;
    public const int ViewBlocks = 100;

    /// <summary>All texts of a message's blocks together; Slack refuses at about 13,200.</summary>
    public const int MessageTotal = 12_000;

    public const int MessageText = 4_000;
    public const int SectionText = 3_000;
    public const int HeaderText = 150;
    public const int ContextElements = 10;
    public const int ActionElements = 25;
    public const int ButtonText = 75;
    public const int ButtonValue = 2_000;
    public const int ConfirmTitle = 100;
    public const int ConfirmText = 300;
    public const int ConfirmButton = 30;
    public const int ViewTitle = 24;
    public const int PrivateMetadata = 3_000;
    public const int InputLabel = 2_000;
    public const int InputText = 3_000;
    public const int Options = 100;
    public const int OptionText = 75;
    public const int OptionValue = 150;
}
