using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Data that is given either as such or as the path of a file.</summary>
public sealed class DataSource
{
    private DataSource(string? path, byte[]? data)
    {
        Path = path;
        Data = data;
    }

    /// <summary>Gets the path, where the data is in a file.</summary>
    public string? Path { get; }

    /// <summary>Gets the data, where it is given as such.</summary>
    public byte[]? Data { get; }

    /// <summary>Names a file.</summary>
    public static DataSource FromPath(string path) => new(path, null);

    /// <summary>Gives bytes.</summary>
    public static DataSource FromBytes(byte[] data) => new(null, data);

    /// <summary>Gives text.</summary>
    public static DataSource FromUTF8String(string content) => new(null, Encoding.UTF8.GetBytes(content));

    /// <summary>Reads the form with the key "path" or "data"; null where there is neither.</summary>
    public static DataSource? FromDictionary(IReadOnlyDictionary<string, string>? dictionary) =>
        dictionary is null ? null
        : dictionary.TryGetValue("path", out var path) ? FromPath(path)
        : dictionary.TryGetValue("data", out var data) ? FromUTF8String(data)
        : null;

    /// <summary>Writes the form with the key "path" or "data".</summary>
    public Dictionary<string, string>? ToDictionary() =>
        Path is { } path ? new() { ["path"] = path }
        : Data is { } data ? new() { ["data"] = Encoding.UTF8.GetString(data) }
        : null;

    /// <summary>Gets the bytes; a file is read now.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public byte[]? GetBytes() => Path is { } path ? File.ReadAllBytes(path) : Data;
}
