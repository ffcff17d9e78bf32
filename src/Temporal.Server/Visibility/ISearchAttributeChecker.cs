using Temporalio.Api.Common.V1;

namespace Temporal.Server.Visibility;

/// <summary>Says whether search attributes may be set.</summary>
internal interface ISearchAttributeChecker
{
    /// <summary>Throws InvalidArgument with the real server's text when a name is unknown, a value is of another type, or a limit is passed. Null and empty pass.</summary>
    void Check(string namespaceName, SearchAttributes? attributes);

    /// <summary>The same attributes, each with its type in its metadata, as they are kept and shown. Null stays null.</summary>
    SearchAttributes? Typed(string namespaceName, SearchAttributes? attributes);
}
