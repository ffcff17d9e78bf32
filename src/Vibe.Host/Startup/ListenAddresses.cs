using System.Net;
using System.Net.Sockets;

namespace Vibe.Host.Startup;

/// <summary>The addresses that the web side is to listen on.</summary>
internal static class ListenAddresses
{
    /// <summary>The first one on which somebody else listens, or <see langword="null"/>.</summary>
    /// <param name="configuration">Its Kestrel end points count more than the addresses.</param>
    /// <param name="urls">The addresses.</param>
    public static string? FindTaken(IConfiguration configuration, IEnumerable<string> urls)
    {
        string[] configured = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>()];
        string[] settings = (configuration[WebHostDefaults.ServerUrlsKey] ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var all = configured.Length > 0 ? configured : urls.ToList() is { Count: > 0 } set ? [.. set] : settings;
        return all.FirstOrDefault(IsTaken);
    }

    private static bool IsTaken(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            // The server says what is wrong with it.
            return false;
        }

        return !address.IsUnixPipe && !address.IsNamedPipe && address.Port != 0 && IpOf(address.Host).Any(ip => IsTaken(new IPEndPoint(ip, address.Port)));
    }

    private static IPAddress[] IpOf(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : IPAddress.TryParse(host.Trim('[', ']'), out var ip) ? [ip]
        : [IPAddress.Any];

    private static bool IsTaken(IPEndPoint endPoint)
    {
        try
        {
            using var probe = new TcpListener(endPoint);
            probe.Start();
            return false;
        }
        catch (SocketException e)
        {
            // Anything else, such as an address that the machine does not have, is the server's to say.
            return e.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }
}
