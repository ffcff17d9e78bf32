using Temporalio.Api.Common.V1;

namespace Temporal.Server.Execution;

/// <summary>Priorities that are inherited.</summary>
internal static class Priorities
{
    /// <summary>Each field that is not set is taken from the parent.</summary>
    public static Priority? Inherit(Priority? own, Priority? parent)
    {
        if (own is null || parent is null)
        {
            return own ?? parent;
        }

        return new Priority
        {
            PriorityKey = own.PriorityKey == 0 ? parent.PriorityKey : own.PriorityKey,
            FairnessKey = own.FairnessKey.Length == 0 ? parent.FairnessKey : own.FairnessKey,
            FairnessWeight = own.FairnessWeight == 0 ? parent.FairnessWeight : own.FairnessWeight,
        };
    }
}
