using System.Diagnostics;
using System.Text;

namespace Vibe.TestKit;

/// <summary>A program that a test runs. It ends with the test process at the latest.</summary>
public sealed class ToolProcess : IAsyncDisposable
{
    // The program has a watchdog beside it that waits for the end of the test process's pipe: a killed test process leaves nothing behind.
    // The watchdog ends with the program: the id of an ended process may be another's tomorrow.
    private const string Guarded =
        """exec 3<&0; "$0" "$@" 3<&- </dev/null & child=$!; { cat <&3; kill -9 $child; } >/dev/null 2>&1 & watch=$!; wait $child; code=$?; kill $watch 2>/dev/null; exit $code""";

    private readonly Process process;
    private int isDisposed;
    private int endedStreams;
    private readonly StringBuilder output = new();
    private readonly List<Action<string>> listeners = [];

    private ToolProcess(Process process) => this.process = process;

    /// <summary>Gets what the program has written so far, on both streams.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Gets the id of the process.</summary>
    public int Id => process.Id;

    /// <summary>Gets a value indicating whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Starts a program.</summary>
    public static ToolProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var tool = new ToolProcess(new Process { StartInfo = NewStartInfo(program, arguments, environment, folder), EnableRaisingEvents = true });
        tool.process.OutputDataReceived += (_, e) => tool.Add(e.Data);
        tool.process.ErrorDataReceived += (_, e) => tool.Add(e.Data);
        tool.process.Start();
        tool.process.BeginOutputReadLine();
        tool.process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => tool.Kill();
        return tool;
    }

    /// <summary>Starts a server: a program that reads no input. It ends with the test process even where that is killed.</summary>
    public static ToolProcess StartServer(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null) =>
        OperatingSystem.IsWindows()
            ? Start(program, arguments, environment, folder)
            : Start("/bin/sh", ["-c", Guarded, program, .. arguments], environment, folder);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it wrote.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        using var process = Process.Start(NewStartInfo(program, arguments, environment, folder))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await error}{await output}");
    }

    /// <summary>Writes a line to the program's standard input. The input ends when the test process does, however it ends.</summary>
    public async Task WriteLineAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Calls back with each line from now on.</summary>
    public void OnLine(Action<string> listener)
    {
        lock (output)
        {
            listeners.Add(listener);
        }
    }

    /// <summary>Waits for a line that holds a text; lines already written count.</summary>
    /// <exception cref="InvalidOperationException">The program ended without it.</exception>
    public async Task LineAsync(string text, TimeSpan? within = null)
    {
        try
        {
            await Eventually.TrueAsync(() => HasWritten(text), $"the program writes '{text}'", within);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; so far: {Output}", e);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="TimeoutException">It did not end in time; the message has what it wrote.</exception>
    public async Task<int> ExitAsync(TimeSpan? within = null)
    {
        var limit = within ?? Eventually.Patience;
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"The program did not end within {limit.TotalSeconds} s; so far: {Output}", e);
        }

        return process.ExitCode;
    }

    /// <summary>Ends the program at once, as a crash would.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ProcessStartInfo NewStartInfo(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, string? folder)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? Path.GetTempPath() };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private bool HasWritten(string text)
    {
        // Its last words may still be on their way when it has ended.
        var isOver = HasExited && Volatile.Read(ref endedStreams) == 2;
        return Output.Contains(text, StringComparison.Ordinal) || (isOver
            ? throw new InvalidOperationException($"The program ended without writing '{text}': {Output}")
            : false);
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            Interlocked.Increment(ref endedStreams);
            return;
        }

        Action<string>[] called;
        lock (output)
        {
            output.AppendLine(line);
            called = [.. listeners];
        }

        foreach (var listener in called)
        {
            listener(line);
        }
    }
}
