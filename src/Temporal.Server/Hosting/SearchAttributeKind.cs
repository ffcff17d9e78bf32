using System.Diagnostics.CodeAnalysis;

namespace Temporal.Server.Hosting;

/// <summary>The types of custom search attributes, with the numbers of the protocol's <c>IndexedValueType</c>.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The names are those of the protocol and of the command line.")]
public enum SearchAttributeKind
{
    /// <summary>Words, found one by one.</summary>
    Text = 1,

    /// <summary>One exact string.</summary>
    Keyword = 2,

    /// <summary>A 64-bit integer.</summary>
    Int = 3,

    /// <summary>A double.</summary>
    Double = 4,

    /// <summary>True or false.</summary>
    Bool = 5,

    /// <summary>A point in time.</summary>
    Datetime = 6,

    /// <summary>Several exact strings.</summary>
    KeywordList = 7,
}
