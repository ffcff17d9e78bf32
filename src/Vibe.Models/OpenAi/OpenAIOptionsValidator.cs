using Microsoft.Extensions.Options;

namespace Vibe.Models.OpenAi;

internal sealed class OpenAIOptionsValidator : IValidateOptions<OpenAIOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenAIOptions options)
    {
        var failures = new List<string>();
        if (options.BaseAddress is { } address && (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https")))
        {
            failures.Add($"Models:OpenAI:BaseAddress is '{address}'; it must be an http or https address, for example {OpenAIOptions.DefaultBaseAddress}");
        }

        if (options.BaseAddress is not null && options.Model is null)
        {
            failures.Add("Models:OpenAI:Model is not set; with Models:OpenAI:BaseAddress it must name a model of that server.");
        }

        if (options.Model is not null && string.IsNullOrWhiteSpace(options.Model))
        {
            failures.Add("Models:OpenAI:Model is blank; name a model or leave the key away.");
        }

        if (options.MaxOutputTokens is < 16 or > 1_000_000)
        {
            failures.Add($"Models:OpenAI:MaxOutputTokens is {options.MaxOutputTokens}; it must be from 16 to 1000000.");
        }

        if (options.Slots is < 1 or > 256)
        {
            failures.Add($"Models:OpenAI:Slots is {options.Slots}; it must be from 1 to 256.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
