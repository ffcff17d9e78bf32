using System.Globalization;

namespace Vibe.Benchmarks.Server;

/// <summary>Reads <c>--name value</c> pairs.</summary>
internal sealed class BenchmarkArguments(IReadOnlyList<string> arguments)
{
    /// <summary>The value of an option, or what stands for it.</summary>
    public string Text(string name, string otherwise)
    {
        for (var index = 0; index + 1 < arguments.Count; index++)
        {
            if (arguments[index] == $"--{name}")
            {
                return arguments[index + 1];
            }
        }

        return otherwise;
    }

    /// <summary>The value of an option as a whole number.</summary>
    public int Number(string name, int otherwise) =>
        int.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
}
