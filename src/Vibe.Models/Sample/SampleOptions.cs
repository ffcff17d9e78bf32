namespace Vibe.Models.Sample;

/// <summary>How the sample model behaves. Configuration alone makes it slow or failing, never the words of a request.</summary>
public sealed class SampleOptions
{
    /// <summary>Where it is in the configuration.</summary>
    public const string SectionName = "Models:Sample";

    /// <summary>The pause before the first piece of an answer.</summary>
    /// <value>600 ms by default; 0 to 1 hour.</value>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromMilliseconds(600);

    /// <summary>The pause before each further piece.</summary>
    /// <value>20 ms by default; 0 to 1 minute.</value>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Characters in a piece.</summary>
    /// <value>96 by default; 1 to 100,000.</value>
    public int PieceLength { get; set; } = 96;

    /// <summary>How many calls it takes at once.</summary>
    /// <value>2 by default; 1 to 256.</value>
    public int Slots { get; set; } = 2;

    /// <summary>How it fails where <see cref="FailFirst"/> or <see cref="FailEvery"/> say so.</summary>
    /// <value><see cref="SampleFailure.Unavailable"/> by default.</value>
    public SampleFailure Failure { get; set; } = SampleFailure.Unavailable;

    /// <summary>How many calls fail after the start of the process.</summary>
    /// <value>0 by default.</value>
    public int FailFirst { get; set; }

    /// <summary>Every how many calls one fails; 1 fails all.</summary>
    /// <value>0 by default: none.</value>
    public int FailEvery { get; set; }
}
