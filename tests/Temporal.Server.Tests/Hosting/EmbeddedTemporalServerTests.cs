using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Hosting;
using Temporal.Server.Hosting;
using Temporalio.Api.TestService.V1;

namespace Temporal.Server.Tests.Hosting;

public sealed class EmbeddedTemporalServerTests
{
    [Fact]
    public async Task Start_WithACertificate_ServesOverTls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var server = await EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions { ConfigureListener = listen => listen.UseHttps(certificate) }, default);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString();
        using var client = new HttpClient(handler);

        using var call = new HttpRequestMessage(HttpMethod.Post, $"https://{server.Address}/grpc.health.v1.Health/Check")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        };
        call.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var response = await client.SendAsync(call);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, HealthCheckResponse.Parser.ParseFrom(body[5..]).Status);
    }

    [Fact]
    public async Task Start_WithAnUnknownDynamicSetting_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => EmbeddedTemporalServer.StartAsync(
            new EmbeddedTemporalServerOptions { DynamicConfig = new Dictionary<string, string> { ["history.nope"] = "1" } }, default));

        Assert.Contains("history.nope", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TimeSkipping_SleepUnlocked_PassesADayAtOnce()
    {
        const string Service = "temporal.api.testservice.v1.TestService";
        await using var server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions { TimeSkipping = true }, default);
        using var client = new RawClient(server.Address);
        var before = await client.CallAsync<GetCurrentTimeResponse>("GetCurrentTime", new Google.Protobuf.WellKnownTypes.Empty(), Service);

        await client.CallAsync<SleepResponse>(
            "UnlockTimeSkippingWithSleep", new SleepRequest { Duration = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromDays(1)) }, Service);

        var after = await client.CallAsync<GetCurrentTimeResponse>("GetCurrentTime", new Google.Protobuf.WellKnownTypes.Empty(), Service);
        Assert.InRange(after.Time.ToDateTimeOffset() - before.Time.ToDateTimeOffset(), TimeSpan.FromDays(1), TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Dispose_Twice_IsHarmless()
    {
        var server = await EmbeddedTemporalServer.StartAsync(new EmbeddedTemporalServerOptions(), default);

        await server.DisposeAsync();
        await server.DisposeAsync();
    }
}
