using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Vibe.TestKit;

namespace Vibe.EndToEnd.Tests;

/// <summary>A Vibe that runs as its users run it: a process of its own, spoken to by HTTP and signals.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan EndLimit = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private Process? _guard;
    private readonly TaskCompletionSource<Uri> _opening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _temporal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HostProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    /// <summary>Everything that the process printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Waits until it has printed a text: what happened is seen elsewhere before its line arrives here.</summary>
    public Task PrintsAsync(string text) => Eventually.HoldsAsync(() => Output.Contains(text, StringComparison.Ordinal), StartLimit, $"Vibe prints '{text}'");

    /// <summary>The one-time address of the web chat.</summary>
    public Task<Uri> OpeningAsync() => WithinAsync(_opening.Task);

    /// <summary>Where the web side listens.</summary>
    public Task<Uri> ListeningAsync() => WithinAsync(_listening.Task);

    /// <summary>The address of the embedded Temporal service.</summary>
    public async Task<string> TemporalAsync() => (await WithinAsync(_temporal.Task)).Authority;

    /// <summary>Starts by the README's first command; what it builds was built before.</summary>
    public static HostProcess StartByReadme(string dataPath, params string[] arguments) =>
        Launch(new ProcessStartInfo("dotnet", ["run", "--no-build", "--project", "src/Vibe.Host", "-c", Configuration, "--", .. Common(dataPath), .. arguments]) { WorkingDirectory = RealTools.Root });

    /// <summary>Starts the built program itself, so that a signal reaches it and nothing else.</summary>
    public static HostProcess Start(string dataPath, params string[] arguments) =>
        Launch(new ProcessStartInfo("dotnet", [Path.Combine(RealTools.Root, "src/Vibe.Host/bin", Configuration, "net10.0/Vibe.Host.dll"), .. Common(dataPath), .. arguments]) { WorkingDirectory = RealTools.Root });

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as Ctrl-C does, and answers its exit code.</summary>
    public async Task<int> InterruptAsync()
    {
        Assert.Equal(0, SendSignal(_process.Id, 2));
        try
        {
            await _process.WaitForExitAsync().WaitAsync(EndLimit);
            return _process.ExitCode;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Vibe did not end within {EndLimit}:\n{Output}", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            SendSignal(_process.Id, 15);
            using var limit = new CancellationTokenSource(EndLimit);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
        _guard?.Kill();
        _guard?.Dispose();
    }

    /// <summary>Ends the host, and its database with it, where the test process is killed: its end closes the pipe.</summary>
    private static Process StartGuard(int host)
    {
        var guard = new ProcessStartInfo("/bin/sh", ["-c", """cat >/dev/null; kill -15 "$0" """, $"{host}"]) { RedirectStandardInput = true };
        return Process.Start(guard) ?? throw new InvalidOperationException("The guard of the host did not start.");
    }

    private static string Configuration => AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    private static string[] Common(string dataPath)
    {
        // The database's user has to reach the folder, which a temporary one forbids.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(dataPath, File.GetUnixFileMode(dataPath) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead | UnixFileMode.GroupExecute | UnixFileMode.GroupRead);
        }

        return [$"--Data:Path={dataPath}", "--urls=http://127.0.0.1:0", "--Temporal:Listen=127.0.0.1:0", "--Models:Provider=Sample"];
    }

    private static HostProcess Launch(ProcessStartInfo start)
    {
        var host = new HostProcess(start);
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        host._guard = OperatingSystem.IsWindows() ? null : StartGuard(host._process.Id);
        return host;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (OpeningLine().Match(line) is { Success: true } opening)
        {
            _opening.TrySetResult(new Uri(opening.Value));
        }

        if (TemporalLine().Match(line) is { Success: true } temporal)
        {
            _temporal.TrySetResult(new Uri($"http://{temporal.Groups[1].Value}"));
        }

        if (ListeningLine().Match(line) is { Success: true } listening)
        {
            _listening.TrySetResult(new Uri(listening.Groups[1].Value));
        }
    }

    private async Task<Uri> WithinAsync(Task<Uri> told)
    {
        var ended = _process.WaitForExitAsync();
        Task first;
        try
        {
            first = await Task.WhenAny(told, ended).WaitAsync(StartLimit);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Vibe did not come so far within {StartLimit}:\n{Output}", e);
        }

        return first == told ? await told : throw new InvalidOperationException($"Vibe ended with {_process.ExitCode}:\n{Output}");
    }

    [GeneratedRegex(@"http://[^\s]+/chat/open\?token=[0-9a-f]+")]
    private static partial Regex OpeningLine();

    [GeneratedRegex(@"^Listening on (http://\S+?:[0-9]+)")]
    private static partial Regex ListeningLine();

    [GeneratedRegex(@"Temporal\s+embedded, ([0-9.:]+),")]
    private static partial Regex TemporalLine();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
