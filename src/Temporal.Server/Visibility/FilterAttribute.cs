using Temporalio.Api.Enums.V1;

namespace Temporal.Server.Visibility;

/// <summary>A search attribute in a query.</summary>
/// <param name="Name">As registered.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsSystem">It is a property of the run rather than an entry of its search attributes.</param>
internal readonly record struct FilterAttribute(string Name, IndexedValueType Type, bool IsSystem);
