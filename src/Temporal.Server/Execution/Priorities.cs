using Temporal.Server.Grpc;
using Temporalio.Api.Common.V1;

namespace Temporal.Server.Execution;

/// <summary>Priorities that are inherited.</summary>
internal static class Priorities
{
    private const int FairnessKeyLength = 64;

    /// <summary>What is wrong with a priority, in the real server's words; null when nothing is.</summary>
    public static string? Check(Priority? priority) => priority switch
    {
        { PriorityKey: < 0 } => "PriorityKey can't be negative",
        { FairnessKey.Length: > FairnessKeyLength } => "FairnessKey length exceeds limit",
        { FairnessWeight: < 0 } => "FairnessWeight can't be negative",
        _ => null,
    };

    /// <summary>Throws InvalidArgument when a priority is not valid.</summary>
    public static void Demand(Priority? priority)
    {
        if (Check(priority) is { } error)
        {
            throw ServiceException.InvalidArgument(error);
        }
    }

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
