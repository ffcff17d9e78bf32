using System.Net;
using Microsoft.AspNetCore.Http;
using Vibe.Web.Access;

namespace Vibe.Web.Tests.Access;

public sealed class WebRequestRulesTests
{
    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "10.0.0.1")]
    public void Refusal_ThroughAProxy_NamesTheHeader(string header, string value)
    {
        var request = Request(IPAddress.Loopback);
        request.Headers[header] = value;
        Assert.Contains(header, WebRequestRules.Refusal(request, isOnByChoice: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_FromAnotherMachine_OnlyWhereSomebodySwitchedItOn()
    {
        var remote = Request(IPAddress.Parse("192.168.7.3"));
        Assert.NotNull(WebRequestRules.Refusal(remote, isOnByChoice: false));
        Assert.Null(WebRequestRules.Refusal(remote, isOnByChoice: true));
        Assert.Null(WebRequestRules.Refusal(Request(IPAddress.IPv6Loopback), isOnByChoice: false));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    public void Refusal_OfAnotherPage_ByItsOrigin(string origin, bool isAllowed)
    {
        var request = Request(IPAddress.Loopback);
        request.Headers.Origin = origin;
        Assert.Equal(isAllowed, WebRequestRules.Refusal(request, isOnByChoice: false) is null);
    }

    private static HttpRequest Request(IPAddress remote)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = remote;
        context.Request.Host = new HostString("127.0.0.1", 5080);
        return context.Request;
    }
}
