using Google.Protobuf;
using Google.Protobuf.Collections;
using Temporal.Server.Execution.State;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporal.Server.Execution;

/// <summary>Which builds of workers a run has seen, in the search attribute that the real server keeps for it.</summary>
internal static class BuildIds
{
    private const string Unversioned = "unversioned";
    private const int Kept = 20;

    /// <summary>Notes the worker that has completed a task.</summary>
    public static void Note(RunState state, RespondWorkflowTaskCompletedRequest request)
    {
        Add(state.BuildIds, Unversioned);
#pragma warning disable CS0612 // what workers send today
        if (request.BinaryChecksum.Length > 0)
        {
            Add(state.BinaryChecksums, request.BinaryChecksum);
        }

        if (request.WorkerVersionStamp is { BuildId.Length: > 0, UseVersioning: false } stamp)
        {
            Add(state.BuildIds, $"{Unversioned}:{stamp.BuildId}");
        }
#pragma warning restore CS0612
    }

    /// <summary>The search attributes of a run with its build ids among them.</summary>
    public static SearchAttributes AddTo(RunState state)
    {
        var attributes = state.SearchAttributes ?? new SearchAttributes();
        if (state.BuildIds.Count == 0)
        {
            return attributes;
        }

        attributes = attributes.Clone();
        attributes.IndexedFields["BuildIds"] = List(state.BuildIds);
        if (state.BinaryChecksums.Count > 0)
        {
            attributes.IndexedFields["BinaryChecksums"] = List(state.BinaryChecksums);
        }

        return attributes;
    }

    private static Payload List(IEnumerable<string> ids) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain"), ["type"] = ByteString.CopyFromUtf8("KeywordList") },
        Data = ByteString.CopyFromUtf8(System.Text.Json.JsonSerializer.Serialize(ids.ToArray())),
    };

    private static void Add(RepeatedField<string> ids, string id)
    {
        if (!ids.Contains(id))
        {
            ids.Add(id);
            if (ids.Count > Kept)
            {
                ids.RemoveAt(1);
            }
        }
    }
}
