using System.Text;

namespace Temporal.Server.Tests.Differential;

/// <summary>Where two transcripts differ, for people to read.</summary>
internal static class Differences
{
    /// <summary>Null where they are the same; else the lines of both, each marked by whose it is.</summary>
    public static string? Between(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        if (expected.SequenceEqual(actual))
        {
            return null;
        }

        var length = Lengths(expected, actual);
        var text = new StringBuilder("\n(- the real server, + ours)\n");
        int left = 0, right = 0;
        while (left < expected.Count || right < actual.Count)
        {
            if (left < expected.Count && right < actual.Count && expected[left] == actual[right])
            {
                text.AppendLine($"  {Short(expected[left])}");
                left++;
                right++;
            }
            else if (right == actual.Count || (left < expected.Count && length[left + 1, right] >= length[left, right + 1]))
            {
                text.AppendLine($"- {expected[left++]}");
            }
            else
            {
                text.AppendLine($"+ {actual[right++]}");
            }
        }

        return text.ToString();
    }

    private static string Short(string line) => line.Length > 90 ? line[..90] + "…" : line;

    private static int[,] Lengths(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        var length = new int[one.Count + 1, other.Count + 1];
        for (var i = one.Count - 1; i >= 0; i--)
        {
            for (var j = other.Count - 1; j >= 0; j--)
            {
                length[i, j] = one[i] == other[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        return length;
    }
}
