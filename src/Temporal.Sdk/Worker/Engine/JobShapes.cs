using Temporalio.Api.Common.V1;

namespace Temporalio.Worker.Engine;

/// <summary>Shapes of what jobs carry: views of the messages at hand, not copies.</summary>
internal static class JobShapes
{
    private static readonly Dictionary<string, Payload> NoFields = [];

    public static IReadOnlyList<Payload> Payloads(Payloads? payloads) => payloads is null ? [] : payloads.Payloads_;

    public static IReadOnlyDictionary<string, Payload> Fields(Header? header) =>
        header is null || header.Fields.Count == 0 ? NoFields : new Dictionary<string, Payload>(header.Fields);
}
