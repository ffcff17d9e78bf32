using System.Runtime.InteropServices;

namespace Temporal.Server.Storage.Postgres;

/// <summary>Memory as the arrays that the driver takes.</summary>
internal static class StoredBytes
{
    /// <summary>The whole array where the memory is one, else a copy.</summary>
    public static byte[] ArrayOf(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Array is { } array && segment.Offset == 0 && segment.Count == array.Length
            ? array
            : memory.ToArray();
}
