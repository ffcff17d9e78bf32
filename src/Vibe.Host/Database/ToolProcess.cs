using System.Diagnostics;
using System.Text;

namespace Vibe.Host.Database;

/// <summary>Runs a program to its end and keeps what it said.</summary>
internal static class ToolProcess
{
    /// <summary>What a program answered.</summary>
    /// <param name="ExitCode">0 for success.</param>
    /// <param name="Output">Standard output and error together.</param>
    internal sealed record Result(int ExitCode, string Output);

    /// <summary>Runs the program; a cancelled token ends it.</summary>
    /// <param name="program">The file to run.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="runAs">The user to run as, or <see langword="null"/> for the present one.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public static async Task<Result> RunAsync(string program, IEnumerable<string> arguments, string? runAs, CancellationToken cancellationToken)
    {
        // The working folder is the root: the user of the program may not enter ours.
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = System.IO.Path.GetPathRoot(Environment.CurrentDirectory)!,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (runAs is not null)
        {
            start.UserName = runAs;
            start.Environment["HOME"] = "/";
        }

        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        lock (output)
        {
            return new Result(process.ExitCode, output.ToString().Trim());
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
