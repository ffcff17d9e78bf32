namespace Temporalio.Worker.Engine;

/// <summary>How this library names itself in histories.</summary>
internal static class SdkIdentity
{
    public const string Name = "temporal-dotnet";

    public static string Version { get; } = typeof(SdkIdentity).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
