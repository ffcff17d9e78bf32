using Microsoft.Extensions.Options;

namespace Vibe.Chat.Settings;

/// <summary>Collects what is wrong with the settings of one section, each with its full key and what is expected.</summary>
internal sealed class OptionChecks(string section)
{
    private readonly List<string> failures = [];

    public ValidateOptionsResult Result => failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

    public void Range<T>(string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            failures.Add($"{section}:{setting} is {value}; it must be from {least} to {most}.");
        }
    }

    public void Order(string shorter, TimeSpan less, string longer, TimeSpan more)
    {
        if (less > more)
        {
            failures.Add($"{section}:{shorter} is {less}; it must not be longer than {section}:{longer} ({more}).");
        }
    }
}
