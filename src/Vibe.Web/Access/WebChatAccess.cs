using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Vibe.Web.Access;

/// <summary>
/// Opens the web chat to whoever has the one-time token that the host prints. A token that was used is worth nothing; the next one is made at once and announced.
/// Sessions end with the process.
/// </summary>
internal sealed class WebChatAccess
{
    private readonly ConcurrentDictionary<string, byte> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _sync = new();
    private string _token = NewSecret();

    /// <summary>Told when a token was used, with the next one.</summary>
    public event Action<string>? TokenUsed;

    /// <summary>The token that opens the chat now.</summary>
    public string Token
    {
        get
        {
            lock (_sync)
            {
                return _token;
            }
        }
    }

    /// <summary>Trades the token for a session.</summary>
    /// <returns>The session's secret, or <see langword="null"/> where the token is not the one that opens.</returns>
    public string? Redeem(string? token)
    {
        string next;
        lock (_sync)
        {
            if (token is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(_token)))
            {
                return null;
            }

            next = _token = NewSecret();
        }

        var session = NewSecret();
        _sessions[session] = 0;
        TokenUsed?.Invoke(next);
        return session;
    }

    /// <summary>Whether this is a session's secret.</summary>
    public bool IsOpen(string? session) => session is not null && _sessions.ContainsKey(session);

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
