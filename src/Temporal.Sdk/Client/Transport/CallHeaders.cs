using System.Net.Http.Headers;

namespace Temporalio.Client.Transport;

/// <summary>The headers of every call of a connection. They may change at any time; a call takes what is there when it is made.</summary>
internal sealed class CallHeaders(
    string? apiKey,
    IReadOnlyCollection<KeyValuePair<string, string>>? metadata,
    IReadOnlyCollection<KeyValuePair<string, byte[]>>? binaryMetadata)
{
    internal const string ClientName = "temporal-dotnet";
    internal const string ClientVersion = "1.18.0";

    private volatile string? authorization = Bearer(apiKey);
    private volatile IReadOnlyCollection<KeyValuePair<string, string>> metadata = Check(metadata ?? []);
    private volatile IReadOnlyCollection<KeyValuePair<string, byte[]>> binaryMetadata = Check(binaryMetadata ?? []);

    internal IReadOnlyCollection<KeyValuePair<string, string>> Metadata
    {
        get => metadata;
        set => metadata = Check(value);
    }

    internal IReadOnlyCollection<KeyValuePair<string, byte[]>> BinaryMetadata
    {
        get => binaryMetadata;
        set => binaryMetadata = Check(value);
    }

    internal string? ApiKey
    {
        get => authorization?["Bearer ".Length..];
        set => authorization = Bearer(value);
    }

    internal void AddTo(HttpRequestHeaders headers, string? @namespace, RpcOptions? options)
    {
        headers.TryAddWithoutValidation("client-name", ClientName);
        headers.TryAddWithoutValidation("client-version", ClientVersion);
        if (!string.IsNullOrEmpty(@namespace))
        {
            headers.TryAddWithoutValidation("temporal-namespace", @namespace);
        }

        Add(headers, metadata);
        Add(headers, binaryMetadata);
        if (options?.Metadata is { } callMetadata)
        {
            Add(headers, Check(callMetadata));
        }

        if (options?.BinaryMetadata is { } callBinaryMetadata)
        {
            Add(headers, Check(callBinaryMetadata));
        }

        // Metadata of the user's own may carry another authorization.
        if (authorization is { } bearer && !headers.NonValidated.Contains("authorization"))
        {
            headers.TryAddWithoutValidation("authorization", bearer);
        }
    }

    private static void Add(HttpRequestHeaders headers, IReadOnlyCollection<KeyValuePair<string, string>> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        foreach (var (name, value) in entries)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void Add(HttpRequestHeaders headers, IReadOnlyCollection<KeyValuePair<string, byte[]>> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        foreach (var (name, value) in entries)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, Convert.ToBase64String(value).TrimEnd('='));
        }
    }

    private static string? Bearer(string? key) => string.IsNullOrEmpty(key) ? null : "Bearer " + key;

    private static IReadOnlyCollection<KeyValuePair<string, string>> Check(IReadOnlyCollection<KeyValuePair<string, string>> entries) =>
        entries.FirstOrDefault(e => IsBinary(e.Key)).Key is { } name
            ? throw new ArgumentException($"The header {name} is binary by its name; give it as binary metadata.")
            : entries;

    private static IReadOnlyCollection<KeyValuePair<string, byte[]>> Check(IReadOnlyCollection<KeyValuePair<string, byte[]>> entries) =>
        entries.FirstOrDefault(e => !IsBinary(e.Key)).Key is { } name
            ? throw new ArgumentException($"The header {name} is binary, so its name must end in \"-bin\".")
            : entries;

    private static bool IsBinary(string name) => name.EndsWith("-bin", StringComparison.OrdinalIgnoreCase);
}
