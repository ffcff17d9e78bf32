using System.Diagnostics;
using Temporalio.Worker.Engine;

namespace Temporalio.Worker.Runtime;

/// <summary>Answers the query for stack traces that programs read: the JSON of temporal.api.sdk.v1.EnhancedStackTrace, without source text.</summary>
internal static class EnhancedStackTraceAnswers
{
    public static object Create(StackTraceBook book) => new Dictionary<string, object>
    {
        ["sdk"] = new { name = SdkIdentity.Name, version = SdkIdentity.Version },
        ["sources"] = new Dictionary<string, object>(),
        ["stacks"] = book.Places().Select(frames => new { locations = frames.Select(Location) }),
    };

    private static object Location(StackFrame frame) => new
    {
        file_path = frame.GetFileName(),
        line = frame.GetFileLineNumber(),
        column = frame.GetFileColumnNumber(),
        function_name = StackTraceBook.NameOf(frame),
        internal_code = StackTraceBook.IsInternal(frame),
    };
}
