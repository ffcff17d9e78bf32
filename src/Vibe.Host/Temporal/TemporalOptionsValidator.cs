using System.Net;
using Microsoft.Extensions.Options;

namespace Vibe.Host.Temporal;

/// <summary>Names every wrong setting of <see cref="TemporalOptions"/> at once.</summary>
internal sealed class TemporalOptionsValidator : IValidateOptions<TemporalOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, TemporalOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Namespace))
        {
            failures.Add("Temporal:Namespace is empty; leave it out for 'default'.");
        }

        if (options.Listen is { } listen && (!IPEndPoint.TryParse(listen, out _) || !listen.Contains(':', StringComparison.Ordinal)))
        {
            failures.Add($"Temporal:Listen is '{listen}'; expected address:port, for example {TemporalOptions.DefaultListen} (port 0 takes a free one).");
        }

        if (options.Address is { Length: > 0 } address && !(address.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(address.AsSpan(colon + 1), out _)))
        {
            failures.Add($"Temporal:Address is '{address}'; expected host:port, for example temporal.example.com:7233.");
        }

        if ((options.Tls.ClientCertificate is null) != (options.Tls.ClientPrivateKey is null))
        {
            failures.Add("Temporal:Tls:ClientCertificate and Temporal:Tls:ClientPrivateKey belong together; set both or none.");
        }

        string?[] files = [options.Tls.ClientCertificate, options.Tls.ClientPrivateKey, options.Tls.ServerRootCA];
        failures.AddRange(files.Where(f => f is not null && !File.Exists(f)).Select(f => $"Temporal:Tls names the file '{f}', which does not exist."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
