using System.Security.Cryptography.X509Certificates;
using System.Text;
using Temporalio.Client;

namespace Temporal.Sdk.Tests.Client.Transport;

public sealed class TlsTests
{
    [Fact]
    public async Task Connect_ServerUnderTheGivenRoot_Succeeds()
    {
        using var authority = TestAuthority.Create();
        await using var server = await FakeGrpcServer.StartAsync(authority.IssueServer("127.0.0.1"));

        var connection = await TemporalConnection.ConnectAsync(new(server.Address) { Tls = new() { ServerRootCACert = authority.RootPem } });

        Assert.True(connection.IsConnected);
    }

    [Fact]
    public async Task Connect_ServerUnderAnotherRoot_IsRefused()
    {
        using var authority = TestAuthority.Create();
        using var other = TestAuthority.Create();
        await using var server = await FakeGrpcServer.StartAsync(authority.IssueServer("127.0.0.1"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => TemporalConnection.ConnectAsync(new(server.Address) { Tls = new() { ServerRootCACert = other.RootPem } }));

        Assert.Contains("TLS", error.Message, StringComparison.Ordinal);
        Assert.Contains(server.Address, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_Domain_ReplacesTheHostInTheCheck()
    {
        using var authority = TestAuthority.Create();
        await using var server = await FakeGrpcServer.StartAsync(authority.IssueServer("temporal.test"));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => TemporalConnection.ConnectAsync(new(server.Address) { Tls = new() { ServerRootCACert = authority.RootPem } }));
        var connection = await TemporalConnection.ConnectAsync(new(server.Address) { Tls = new() { ServerRootCACert = authority.RootPem, Domain = "temporal.test" } });

        Assert.True(connection.IsConnected);
    }

    [Fact]
    public async Task Connect_ClientCertificate_IsPresented()
    {
        using var authority = TestAuthority.Create();
        X509Certificate2? presented = null;
        await using var server = await FakeGrpcServer.StartAsync(authority.IssueServer("127.0.0.1"), client => presented = client);
        var (cert, key) = authority.IssueClient("worker-1");

        await TemporalConnection.ConnectAsync(new(server.Address)
        {
            Tls = new() { ServerRootCACert = authority.RootPem, ClientCert = Encoding.UTF8.GetBytes(cert), ClientPrivateKey = Encoding.UTF8.GetBytes(key) },
        });

        Assert.Equal("CN=worker-1", presented?.Subject);
    }

    [Fact]
    public async Task Connect_ApiKey_SwitchesTlsOn()
    {
        await using var server = await FakeGrpcServer.StartAsync();

        // The server speaks clear text, so a client that uses TLS must fail.
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => TemporalConnection.ConnectAsync(new(server.Address) { ApiKey = "key" }));

        Assert.Contains(server.Address, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateLazy_CertificateWithoutKey_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => TemporalConnection.CreateLazy(new("localhost:1") { Tls = new() { ClientCert = [1] } }));

        Assert.Contains("ClientPrivateKey", error.Message, StringComparison.Ordinal);
    }
}
