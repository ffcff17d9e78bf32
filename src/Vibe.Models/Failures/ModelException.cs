namespace Vibe.Models.Failures;

/// <summary>A model did not answer as it should. The message says what happened and what to do next, and holds neither prompt nor answer.</summary>
public abstract class ModelException : Exception
{
    private protected ModelException(string code, bool isTransient, string message, Exception? inner)
        : base(message, inner)
    {
        Code = code;
        IsTransient = isTransient;
    }

    /// <summary>One of <see cref="ModelErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>Whether the same call may succeed later without anybody changing anything.</summary>
    public bool IsTransient { get; }

    /// <summary>How long the server asks to wait before the next attempt, where it says so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
