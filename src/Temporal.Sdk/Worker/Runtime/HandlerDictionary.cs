using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker.Runtime;

/// <summary>Handlers by name, as workflow code may change them. A key must be its handler's name.</summary>
internal sealed class HandlerDictionary<T>(IReadOnlyDictionary<string, T> initial, Func<T, string?> nameOf, Action<string, T> onSet) : IDictionary<string, T>
    where T : class
{
    private readonly Dictionary<string, T> handlers = new(initial);

    public ICollection<string> Keys => handlers.Keys;

    public ICollection<T> Values => handlers.Values;

    public int Count => handlers.Count;

    public bool IsReadOnly => false;

    public T this[string key]
    {
        get => handlers[key];
        set
        {
            Check(key, value);
            handlers[key] = value;
            onSet(key, value);
        }
    }

    public void Add(string key, T value)
    {
        Check(key, value);
        handlers.Add(key, value);
        onSet(key, value);
    }

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Clear() => handlers.Clear();

    public bool Contains(KeyValuePair<string, T> item) => ((ICollection<KeyValuePair<string, T>>)handlers).Contains(item);

    public bool ContainsKey(string key) => handlers.ContainsKey(key);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => ((ICollection<KeyValuePair<string, T>>)handlers).CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => handlers.GetEnumerator();

    public bool Remove(string key) => handlers.Remove(key);

    public bool Remove(KeyValuePair<string, T> item) => ((ICollection<KeyValuePair<string, T>>)handlers).Remove(item);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => handlers.TryGetValue(key, out value);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Check(string key, T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (nameOf(value) != key)
        {
            throw new ArgumentException($"The handler under '{key}' must have that name, but its name is '{nameOf(value) ?? "(dynamic)"}'.", nameof(key));
        }
    }
}
