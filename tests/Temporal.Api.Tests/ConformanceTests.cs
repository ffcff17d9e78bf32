using Google.Protobuf.Reflection;

namespace Temporal.Api.Tests;

public sealed class ConformanceTests
{
    [SkippableFact]
    public async Task Messages_All_HaveThePublishedFields()
    {
        var published = await RequireAsync();
        var differences = new List<string>();
        foreach (var message in OurDescriptors.Messages)
        {
            if (!published.Messages.TryGetValue(message.FullName, out var theirs))
            {
                differences.Add($"{message.FullName} is not published");
                continue;
            }

            var expected = theirs.Select(Describe).ToHashSet(StringComparer.Ordinal);
            var actual = message.Fields.InDeclarationOrder().Select(Describe).ToHashSet(StringComparer.Ordinal);
            differences.AddRange(expected.Except(actual).Select(f => $"{message.FullName} lacks {f}"));
            differences.AddRange(actual.Except(expected).Select(f => $"{message.FullName} has {f}"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(OurDescriptors.Messages.Count > 300, $"only {OurDescriptors.Messages.Count} messages were compared");
    }

    [SkippableFact]
    public async Task Enums_All_HaveThePublishedValues()
    {
        var published = await RequireAsync();
        var differences = new List<string>();
        foreach (var type in OurDescriptors.Enums)
        {
            if (!published.Enums.TryGetValue(type.FullName, out var theirs))
            {
                differences.Add($"{type.FullName} is not published");
                continue;
            }

            var expected = theirs.Select(v => $"{v.Key} = {v.Value}").ToHashSet(StringComparer.Ordinal);
            var actual = type.Values.Select(v => $"{v.Name} = {v.Number}").ToHashSet(StringComparer.Ordinal);
            differences.AddRange(expected.Except(actual).Select(v => $"{type.FullName} lacks {v}"));
            differences.AddRange(actual.Except(expected).Select(v => $"{type.FullName} has {v}"));
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.True(OurDescriptors.Enums.Count > 40, $"only {OurDescriptors.Enums.Count} enums were compared");
    }

    [SkippableFact]
    public async Task Services_All_HaveThePublishedSignatures()
    {
        var published = await RequireAsync();
        var differences = new List<string>();
        foreach (var service in OurDescriptors.Services)
        {
            foreach (var method in service.Methods)
            {
                var theirs = published.Services.GetValueOrDefault(service.FullName)?.GetValueOrDefault(method.Name);
                if (theirs is null)
                {
                    differences.Add($"{method.FullName} is not published");
                }
                else if (theirs.Request != method.InputType.FullName || theirs.Response != method.OutputType.FullName || theirs.Streams)
                {
                    differences.Add($"{method.FullName} is {theirs} there");
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
        Assert.Contains(OurDescriptors.Services, s => s.FullName == "temporal.api.workflowservice.v1.WorkflowService");
    }

    private static async Task<PublishedDescriptors> RequireAsync()
    {
        Skip.If(PublishedDescriptors.SkipReason is not null, PublishedDescriptors.SkipReason);
        return await PublishedDescriptors.GetAsync();
    }

    private static string Describe(PublishedDescriptors.Field field)
    {
        var type = field.MapKey is null ? field.Type : $"map<{field.MapKey}, {field.Type}>";
        var label = field.Repeated && field.MapKey is null ? "repeated " : string.Empty;
        return $"{label}{type} {Plain(field.Name)} = {field.Number}{(field.OneOf is null ? string.Empty : $" of {Plain(field.OneOf)}")}";
    }

    private static string Describe(FieldDescriptor field)
    {
        var type = field.IsMap
            ? $"map<{TypeOf(field.MessageType.Fields[1])}, {TypeOf(field.MessageType.Fields[2])}>"
            : TypeOf(field);
        var label = field.IsRepeated && !field.IsMap ? "repeated " : string.Empty;
        return $"{label}{type} {Plain(field.Name)} = {field.FieldNumber}{(field.ContainingOneof is { } oneof ? $" of {Plain(oneof.Name)}" : string.Empty)}";
    }

    private static string TypeOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message or FieldType.Group => field.MessageType.FullName,
        FieldType.Enum => field.EnumType.FullName,
        var scalar => scalar.ToString().ToLowerInvariant(),
    };

    // Descriptors in JSON carry names in camel case, ours as they are written.
    private static string Plain(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal).ToLowerInvariant();
}
