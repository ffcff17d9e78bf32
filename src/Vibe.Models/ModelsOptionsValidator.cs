using Microsoft.Extensions.Options;
using Vibe.Models.Ollama;
using Vibe.Models.OpenAi;
using Vibe.Models.Settings;

namespace Vibe.Models;

internal sealed class ModelsOptionsValidator(IOptions<OllamaOptions> ollama, IOptions<OpenAIOptions> openAI) : IValidateOptions<ModelsOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelsOptions options)
    {
        var failures = new List<string>();
        if (!Enum.IsDefined(options.Provider))
        {
            failures.Add($"Models:Provider is '{options.Provider}'; it must be auto, sample, ollama or openai.");
        }

        if (options.AnswerTimeout < TimeSpan.FromSeconds(1) || options.AnswerTimeout > TimeSpan.FromHours(24))
        {
            failures.Add($"Models:AnswerTimeout is {options.AnswerTimeout}; it must be from 00:00:01 to 1.00:00:00.");
        }

        if (options.SilenceTimeout < TimeSpan.FromSeconds(1) || options.SilenceTimeout > options.AnswerTimeout)
        {
            failures.Add($"Models:SilenceTimeout is {options.SilenceTimeout}; it must be from 00:00:01 to Models:AnswerTimeout ({options.AnswerTimeout}).");
        }

        if (options.CheckTimeout < TimeSpan.FromMilliseconds(100) || options.CheckTimeout > TimeSpan.FromMinutes(1))
        {
            failures.Add($"Models:CheckTimeout is {options.CheckTimeout}; it must be from 00:00:00.1 to 00:01:00.");
        }

        foreach (var (model, price) in options.Prices)
        {
            if (price.InputPerMillion < 0 || price.OutputPerMillion < 0)
            {
                failures.Add($"Models:Prices:{model} is {price.InputPerMillion}/{price.OutputPerMillion}; prices must be 0 or more.");
            }
        }

        AddProviderFailures(options.Provider, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private void AddProviderFailures(ModelProvider provider, List<string> failures)
    {
        bool isOllama;
        bool isOpenAI;
        try
        {
            (isOllama, isOpenAI) = (ollama.Value.IsConfigured, openAI.Value.IsConfigured);
        }
        catch (OptionsValidationException)
        {
            // Their own validators report these at the same start.
            return;
        }

        if (provider == ModelProvider.OpenAI && !isOpenAI)
        {
            failures.Add("Models:Provider is openai, but neither Models:OpenAI:ApiKey nor Models:OpenAI:BaseAddress is set; set the key, or the address of a compatible server.");
        }

        if (provider == ModelProvider.Auto && isOllama && isOpenAI)
        {
            failures.Add("Models:Provider is auto, but both Models:Ollama and Models:OpenAI are configured; set Models:Provider to ollama or openai.");
        }
    }
}
