using System.Diagnostics;
using Vibe.Core.Generation;

namespace Vibe.Models.Tests.Sample;

/// <summary>What the sample model delivers is built, run and parsed by the programs that people would use.</summary>
public sealed class SampleResultTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vibe-sample-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("write a console tool named \"9 Lives & <more>\" that counts words")]
    public async Task Tool_FinishedAndDraft_BuildAndRun(string request)
    {
        var draft = Write("draft", (await SampleBuild.GenerateAsync(request)).Files);
        var finished = Write("finished", await SampleBuild.FinishAsync(request));

        foreach (var folder in new[] { draft, finished })
        {
            var built = await RunAsync("dotnet", ["build", "-v", "q"], folder);
            Assert.True(built.Code == 0, built.Output);
        }

        var counted = await RunAsync("dotnet", ["run", "--no-build", "--", "README.md", "--top", "2"], finished);
        Assert.True(counted.Code == 0, counted.Output);
        Assert.Contains("Words", counted.Output, StringComparison.Ordinal);
        var missing = await RunAsync("dotnet", ["run", "--no-build", "--", "absent.txt"], finished);
        Assert.Equal(1, missing.Code);
        Assert.Contains("There is no file absent.txt.", missing.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_FinishedAndDraft_Build()
    {
        const string request = "a REST API called \"Stock\\Room\" for our \"inventory\"";
        var draft = Write("draft", (await SampleBuild.GenerateAsync(request)).Files);
        var finished = Write("finished", await SampleBuild.FinishAsync(request));

        foreach (var folder in new[] { draft, finished })
        {
            var built = await RunAsync("dotnet", ["build", "-v", "q"], folder);
            Assert.True(built.Code == 0, built.Output);
        }
    }

    [SkippableFact]
    public async Task Script_Finished_PassesItsTests()
    {
        Skip.If(Which("python3") is null, "python3 is not on this machine.");
        var folder = Write("script", await SampleBuild.FinishAsync("a python script called \"Sums \\ \"\"\" of things\""));

        var tests = await RunAsync("python3", ["-m", "unittest"], folder);
        var run = await RunAsync("python3", ["main.py", "sample.csv"], folder);

        Assert.True(tests.Code == 0, tests.Output);
        Assert.True(run.Code == 0, run.Output);
        Assert.Contains("amount", run.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("a dashboard")]
    [InlineData("a todo list \"</script>\"")]
    [InlineData("a landing page")]
    [InlineData("a page")]
    public async Task Page_Finished_HasScriptsThatParseAndFilesThatExist(string request)
    {
        Skip.If(Which("node") is null, "node is not on this machine.");
        var files = await SampleBuild.FinishAsync(request);
        var folder = Write("page", files);

        foreach (var script in files.Where(f => f.Path.EndsWith(".js", StringComparison.Ordinal)))
        {
            var parsed = await RunAsync("node", ["--check", script.Path], folder);
            Assert.True(parsed.Code == 0, parsed.Output);
        }

        var page = files.Single(f => f.Path == "index.html").Content;
        foreach (System.Text.RegularExpressions.Match reference in System.Text.RegularExpressions.Regex.Matches(page, "(?:src|href)=\"(?<path>[^#\"]+)\""))
        {
            Assert.Contains(files, f => f.Path == reference.Groups["path"].Value);
        }
    }

    private string Write(string name, IReadOnlyList<GeneratedFile> files)
    {
        var folder = Path.Combine(_folder, name);
        foreach (var file in files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
            File.WriteAllText(path, file.Content);
        }

        return folder;
    }

    private static string? Which(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Select(p => Path.Combine(p, program)).FirstOrDefault(File.Exists);

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // A build server that outlives the build would hold on to the test's output.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
