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
    public void Validate_Nothing_IsFine() => Start();

    [Theory]
    [InlineData(null, VibeRoles.All)]
    [InlineData("web", VibeRoles.Web)]
    [InlineData("Worker, server", VibeRoles.Worker | VibeRoles.Server)]
    public void Read_Roles_AreNames(string? text, object expected) =>
        Assert.Equal((VibeRoles)expected, RolesSetting.Read(Configuration(text is null ? [] : [$"--Roles={text}"])));

    [Fact]
    public void Read_UnknownRole_IsRefusedWithTheNames() =>
        Assert.Contains("worker", Assert.Throws<VibeStartupException>(() => RolesSetting.Read(Configuration("--Roles=cook"))).Message, StringComparison.Ordinal);

    private static Microsoft.Extensions.Configuration.ConfigurationManager Configuration(params string[] args) => WebApplication.CreateBuilder(args).Configuration;

    private static void Start(params string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddVibe(VibeRoles.All);
        using var app = builder.Build();
        VibeApplication.Validate(app.Services);
    }
}
