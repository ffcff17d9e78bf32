using Microsoft.Extensions.Options;

namespace Vibe.Models.Ollama;

internal sealed class OllamaOptionsValidator : IValidateOptions<OllamaOptions>
{
    public ValidateOptionsResult Validate(string? name, OllamaOptions options)
    {
        var failures = new List<string>();
        Address("Address", options.Address, isRequired: false, failures);
        if (options.Model is not null && string.IsNullOrWhiteSpace(options.Model))
        {
            failures.Add("Models:Ollama:Model is blank; name a model or leave the key away.");
        }

        Range("ContextSize", options.ContextSize, 512, 2_097_152, failures);
        Range("MaxOutputTokens", options.MaxOutputTokens, 16, options.ContextSize, failures);
        Range("Slots", options.Slots, 1, 256, failures);
        if (options.KeepAlive < TimeSpan.Zero || options.KeepAlive > TimeSpan.FromDays(7))
        {
            failures.Add($"Models:Ollama:KeepAlive is {options.KeepAlive}; it must be from 00:00:00 to 7.00:00:00.");
        }

        foreach (var (instance, settings) in options.Instances)
        {
            Address($"Instances:{instance}:Address", settings.Address, isRequired: true, failures);
            Range($"Instances:{instance}:Slots", settings.Slots, 1, 256, failures);
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Address(string key, Uri? value, bool isRequired, List<string> failures)
    {
        if (value is null ? isRequired : !value.IsAbsoluteUri || value.Scheme is not ("http" or "https"))
        {
            failures.Add($"Models:Ollama:{key} is '{value}'; it must be an http or https address, for example {OllamaOptions.DefaultAddress}");
        }
    }

    private static void Range(string key, int value, int least, int most, List<string> failures)
    {
        if (value < least || value > most)
        {
            failures.Add($"Models:Ollama:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
