using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Enum = System.Enum;

namespace Temporal.Server.Tests.Differential;

/// <summary>Writes a message as one line of text without what differs from run to run: ids become numbers, times and tokens placeholders.</summary>
internal sealed class MessageText(Names names)
{
    /// <summary>Fields that hold measures of the server or positions in its stores.</summary>
    private static readonly HashSet<string> Ignored =
    [
        "event_time", "task_id", "version", "task_token", "next_page_token", "history_size_bytes", "state_transition_count", "size_bytes", "clock", "backlog_count_hint",
        "poller_scaling_decision", "worker_version", "poller_group_id", "poller_group_infos", "next_page_token", "execution_duration", "auto_reset_points", "prev_auto_reset_points",
    ];

    /// <summary>The text of a message: its fields that are set, in the order of their numbers.</summary>
    public string Of(IMessage message)
    {
        var text = new StringBuilder();
        Write(text, message);
        return text.ToString();
    }

    /// <summary>The text of an event: its number, its type and its attributes.</summary>
    public string Of(HistoryEvent entry)
    {
        var text = new StringBuilder($"{entry.EventId} {entry.EventType} ");
        foreach (var field in HistoryEvent.Descriptor.Fields.InFieldNumberOrder().Where(field => field.Name is not ("event_id" or "event_type")))
        {
            if (Value(entry, field) is { } value)
            {
                text.Append(field.ContainingOneof is null ? $"{field.Name}: " : "");
                Write(text, field, value);
                text.Append(' ');
            }
        }

        return text.ToString().TrimEnd();
    }

    private void Write(StringBuilder text, IMessage message)
    {
        switch (message)
        {
            case Timestamp time:
                text.Append(time.Seconds <= 0 ? $"<time {time.Seconds}>" : "<time>");
                return;
            case Duration duration:
                text.Append(CultureInfo.InvariantCulture, $"{Math.Ceiling(duration.ToTimeSpan().TotalSeconds - 0.2)}s");
                return;
            case Any any:
                text.Append(names.Clean(any.ToString()));
                return;
            case HistoryEvent entry:
                text.Append(Of(entry));
                return;
        }

        text.Append('{');
        var isFirst = true;
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (Value(message, field) is not { } value)
            {
                continue;
            }

            text.Append(isFirst ? "" : ", ").Append(field.Name).Append(": ");
            isFirst = false;
            Write(text, field, value);
        }

        text.Append('}');
    }

    private static object? Value(IMessage message, FieldDescriptor field)
    {
        if (Ignored.Contains(field.Name) || (field.Name == "first_execution_run_id" && message is StartWorkflowExecutionResponse or SignalWithStartWorkflowExecutionResponse))
        {
            return null;
        }

        // What a run leaves pending when it ends is of no use to anyone; the real server shows it still.
        if (message is DescribeWorkflowExecutionResponse { WorkflowExecutionInfo.Status: not WorkflowExecutionStatus.Running }
            && field.Name.StartsWith("pending_", StringComparison.Ordinal))
        {
            return null;
        }

        var value = field.Accessor.GetValue(message);
        return value switch
        {
            null or Timestamp { Seconds: < 0 } => null,
            ICollection { Count: 0 } => null,
            string { Length: 0 } => null,
            ByteString { IsEmpty: true } => null,
            bool and false => null,
            Enum when System.Convert.ToInt32(value, CultureInfo.InvariantCulture) == 0 => null,
            int or long or uint or ulong or float or double when System.Convert.ToDouble(value, CultureInfo.InvariantCulture) == 0 => null,
            _ => value,
        };
    }

    private void Write(StringBuilder text, FieldDescriptor field, object value)
    {
        switch (value)
        {
            case IDictionary map:
                text.Append('[');
                foreach (var key in map.Keys.Cast<object>().OrderBy(key => names.Clean(key.ToString() ?? ""), StringComparer.Ordinal))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{names.Clean(key.ToString() ?? "")} = ");
                    WriteOne(text, field, map[key] ?? "");
                    text.Append("; ");
                }

                text.Append(']');
                break;
            case IList list:
                WriteList(text, field, list);
                break;
            default:
                WriteOne(text, field, value);
                break;
        }
    }

    private void WriteList(StringBuilder text, FieldDescriptor field, IList list)
    {
        var items = new List<string>(list.Count);
        foreach (var item in list)
        {
            var one = new StringBuilder();
            WriteOne(one, field, item);
            items.Add($"{one}; ");
        }

        // The real server gives these in no order that means anything.
        if (field.Name is "pending_activities" or "pending_children" or "executions")
        {
            items.Sort(StringComparer.Ordinal);
        }

        text.Append('[').AppendJoin("", items).Append(']');
    }

    private void WriteOne(StringBuilder text, FieldDescriptor field, object value)
    {
        switch (value)
        {
            case IMessage message:
                Write(text, message);
                break;
            case string { Length: > 1000 } words:
                text.Append(CultureInfo.InvariantCulture, $"{words[..10]}… <{words.Length} characters>");
                break;
            case string words:
                text.Append(field.Name.EndsWith("run_id", StringComparison.Ordinal) ? names.Run(words) : names.Clean(words));
                break;
            case ByteString bytes:
                text.Append('"').Append(names.Clean(bytes.Length > 200 ? $"<{bytes.Length} bytes>" : bytes.ToStringUtf8())).Append('"');
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }
}
