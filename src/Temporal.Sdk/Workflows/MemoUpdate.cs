namespace Temporalio.Workflows;

/// <summary>A change of one key of the memo, for <see cref="Workflow.UpsertMemo"/>.</summary>
public class MemoUpdate
{
    private readonly object? value;

    private MemoUpdate(string key, object? value)
    {
        UntypedKey = key;
        this.value = value;
    }

    /// <summary>The key.</summary>
    public string UntypedKey { get; }

    /// <summary>True when the key gets a value, false when it is removed.</summary>
    public bool HasValue => value is not null;

    /// <summary>The new value.</summary>
    /// <exception cref="InvalidOperationException">The key is removed.</exception>
    public object UntypedValue => value ?? throw new InvalidOperationException($"The update removes the memo's key '{UntypedKey}': it has no value.");

    /// <summary>Sets a key.</summary>
    public static MemoUpdate ValueSet(string key, object value)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        return new MemoUpdate(key, value);
    }

    /// <summary>Removes a key.</summary>
    public static MemoUpdate ValueUnset(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new MemoUpdate(key, null);
    }
}
