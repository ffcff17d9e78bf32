namespace Vibe.Core.Generation;

/// <summary>What a model is asked for.</summary>
public enum BuildTask
{
    /// <summary>Write the files; with feedback, write them anew from the present ones.</summary>
    Generate,

    /// <summary>Mend the findings in the present files.</summary>
    Fix,

    /// <summary>Look for faults in the present files.</summary>
    Review,
}
