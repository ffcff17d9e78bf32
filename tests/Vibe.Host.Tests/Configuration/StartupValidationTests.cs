using Microsoft.AspNetCore.Builder;
using Vibe.Host.Failures;
using Vibe.Host.Roles;

namespace Vibe.Host.Tests.Configuration;

public sealed class StartupValidationTests
{
    [Fact]
    public void Validate_SeveralWrongSettings_NamesThemAllAtOnce()
    {
        var refused = Assert.Throws<VibeStartupException>(() => Start(
            "--Temporal:Listen=nowhere", "--Projects:default:Approvers:0=irc:bob", "--Projects:default:ApprovalDeadline=0.00:00:01", "--Models:Sample:Slots=0"));
        foreach (var key in new[] { "Temporal:Listen", "Projects:default:Approvers", "Projects:default:ApprovalDeadline", "Models:Sample:Slots" })
        {
            Assert.Contains(key, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validate_ValueOfAnotherType_NamesTheKey() =>
        Assert.Contains("AnswerTimeout", Assert.Throws<VibeStartupException>(() => Start("--Models:AnswerTimeout=soon")).Message, StringComparison.Ordinal);

    [Fact]
    public void Validate_ValuesOfAnotherTypeBesideWrongOnes_NamesThemAllWithWhatIsExpected()
    {
        var refused = Assert.Throws<VibeStartupException>(() => Start(
            "--Publish:LeaseDuration=abc", "--Dispatch:Concurrency=many", "--Projects:default:SelfApproval=perhaps", "--Models:Provider=claire", "--WebChat:Enabled=yes",
            "--Models:Ollama:Instances:a:Slots=x", "--Dispatch:Attempts=0", "--Publish:FirstPause=00:05:00", "--Temporal:Listen=nowhere", "--Models:Sample:Slots=0"));
        string[] expected =
        [
            "Publish:LeaseDuration is 'abc'; expected a time as [days.]hours:minutes:seconds, for example 00:01:30.",
            "Dispatch:Concurrency is 'many'; expected a whole number.",
            "Projects:default:SelfApproval is 'perhaps'; expected true or false.",
            "Models:Provider is 'claire'; expected one of Auto, Sample, Ollama, OpenAI.",
            "WebChat:Enabled is 'yes'; expected true or false.",
            "Models:Ollama:Instances:a:Slots is 'x'; expected a whole number.",
            "Dispatch:Attempts is 0; it must be from 1 to 100.",
            "Publish:FirstPause is 00:05:00; it must not be longer than Publish:LongestPause (00:01:00).",
        ];
        Assert.All(expected, e => Assert.Contains(e, refused.Failures));
        Assert.Contains(refused.Failures, f => f.StartsWith("Temporal:Listen", StringComparison.Ordinal));
        Assert.Contains(refused.Failures, f => f.StartsWith("Models:Sample:Slots", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dispatch:Concurrency", "0")]
    [InlineData("Dispatch:LeaseDuration", "00:00:00")]
    [InlineData("Dispatch:PollInterval", "01:00:00")]
    [InlineData("Dispatch:WorkerPatience", "00:00:40")]
    [InlineData("Dispatch:FirstPause", "00:01:00")]
    [InlineData("Dispatch:LongestPause", "-00:00:01")]
    [InlineData("Dispatch:Attempts", "-1")]
    [InlineData("Dispatch:LongestWait", "00:00:01")]
    [InlineData("Dispatch:KeepDone", "00:00:00")]
    [InlineData("Publish:Concurrency", "1000")]
    [InlineData("Publish:LeaseDuration", "00:00:01")]
    [InlineData("Publish:CallLimit", "00:00:00")]
    [InlineData("Publish:PollInterval", "00:00:00")]
    [InlineData("Publish:FirstPause", "00:00:00")]
    [InlineData("Publish:LongestPause", "1.00:00:00")]
    [InlineData("Publish:BlockedPause", "00:05:00")]
    [InlineData("Publish:LongestBlock", "00:00:01")]
    [InlineData("Dispatch:LookForEnded", "00:00:00")]
    public void Validate_OutOfRange_NamesTheSettingAndTheRange(string setting, string value) =>
        Assert.Contains(Assert.Throws<VibeStartupException>(() => Start($"--{setting}={value}")).Failures, f => f.StartsWith($"{setting} is ", StringComparison.Ordinal) && f.Contains("must", StringComparison.Ordinal));

    [Fact]
    public void Validate_Nothing_IsFine() => Start();

    [Theory]
    [InlineData(null, VibeRoles.All)]
    [InlineData("web", VibeRoles.Web)]
    [InlineData("Worker, server", VibeRoles.Worker | VibeRoles.Server)]
    public void Read_Roles_AreNames(string? text, object expected) =>
        Assert.Equal((VibeRoles)expected, RolesSetting.Read(Configuration(text is null ? [] : [$"--Roles={text}"])));

    [Fact]
    public void Validate_RolesAddressesAndConnectionString_AreToldWithTheRest()
    {
        var refused = Assert.Throws<VibeStartupException>(() => Start(
            "--Roles=web,cook", "--urls=nonsense;ftp://127.0.0.1:21;http://127.0.0.1:0", "--ConnectionStrings:Postgres=pass-word", "--Dispatch:Attempts=0", "--Publish:BlockedPause=x"));

        Assert.Equal(6, refused.Failures.Count);
        Assert.Contains(refused.Failures, f => f.Contains("'cook'", StringComparison.Ordinal) && f.Contains("worker", StringComparison.Ordinal));
        Assert.Equal(2, refused.Failures.Count(f => f.StartsWith("Urls has ", StringComparison.Ordinal)));
        Assert.DoesNotContain("pass-word", refused.Message, StringComparison.Ordinal);
    }

    private static Microsoft.Extensions.Configuration.ConfigurationManager Configuration(params string[] args) => WebApplication.CreateBuilder(args).Configuration;

    private static void Start(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddVibe(VibeRoles.All);
        using var app = builder.Build();
        VibeApplication.Validate(app.Services);
    }
}
