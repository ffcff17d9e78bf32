using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Vibe.Models.Failures;

namespace Vibe.Models.Calls;

/// <summary>What the providers' HTTP calls and their failures have in common.</summary>
internal static class HttpFailures
{
    /// <summary>Name of the HTTP client that calls models.</summary>
    public const string ClientName = "Vibe.Models";

    private const int DetailLength = 300;

    /// <summary>Translates what HttpClient and its streams throw; <see langword="null"/> for anything else.</summary>
    public static ModelException? Translate(Exception exception, string server, string startHint) => exception switch
    {
        ModelException known => known,
        HttpRequestException { InnerException: SocketException or null } e => new ModelUnavailableException($"{server} cannot be reached ({e.Message}). {startHint}", e),
        HttpIOException or IOException or HttpRequestException => new ModelStreamCutException($"The connection to {server} broke while the model answered. The call can be made again.", exception),
        JsonException e => new ModelInvalidAnswerException($"{server} sent something that is not JSON. See whether the address is that of a model's server.", e),
        OperationCanceledException e => new ModelTimeoutException($"{server} did not answer in time.", e),
        _ => null,
    };

    /// <summary>How long the server asks to wait: Retry-After as seconds or date, or OpenAI's retry-after-ms.</summary>
    public static TimeSpan? RetryAfter(Func<string, string?> header, DateTimeOffset now)
    {
        if (double.TryParse(header("retry-after-ms"), NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < 86_400_000)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var value = header("Retry-After");
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 86_400)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at > now ? at - now : null;
    }

    /// <summary>A server's words on one line and not too long.</summary>
    public static string Detail(string? text)
    {
        var line = string.Join(' ', (text ?? string.Empty).Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= DetailLength ? line : string.Concat(line.AsSpan(0, DetailLength), "…");
    }
}
