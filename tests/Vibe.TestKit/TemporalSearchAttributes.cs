namespace Vibe.TestKit;

/// <summary>The search attributes that the test servers have, one of each type.</summary>
public static class TemporalSearchAttributes
{
    /// <summary>Names and types, in the words of the command line.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["TestBool"] = "Bool",
        ["TestDatetime"] = "Datetime",
        ["TestDouble"] = "Double",
        ["TestInt"] = "Int",
        ["TestKeyword"] = "Keyword",
        ["TestKeywordList"] = "KeywordList",
        ["TestText"] = "Text",
    };
}
