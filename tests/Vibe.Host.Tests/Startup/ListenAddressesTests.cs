using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Vibe.Host.Startup;

namespace Vibe.Host.Tests.Startup;

public sealed class ListenAddressesTests : IDisposable
{
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);

    public ListenAddressesTests() => _other.Start();

    public void Dispose() => _other.Dispose();

    private int Port => ((IPEndPoint)_other.LocalEndpoint).Port;

    [Theory]
    [InlineData("urls", "http://127.0.0.1:{0}")]
    [InlineData("urls", "http://127.0.0.1:0;http://localhost:{0}")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://127.0.0.1:{0}")]
    public void FindTaken_WhereAnotherListens_NamesIt(string key, string address)
    {
        var url = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Port);

        Assert.Equal(url.Split(';')[^1], ListenAddresses.FindTaken(Configuration(key, url), []));
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://unix:/tmp/x.sock")]
    [InlineData("not an address")]
    [InlineData("http://192.0.2.1:80")]
    public void FindTaken_WhatTheServerJudges_IsNone(string url) => Assert.Null(ListenAddresses.FindTaken(Configuration("urls", url), []));

    private static IConfiguration Configuration(string key, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build();
}
