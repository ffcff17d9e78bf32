using Microsoft.Extensions.Options;

namespace Vibe.Models.Sample;

internal sealed class SampleOptionsValidator : IValidateOptions<SampleOptions>
{
    public ValidateOptionsResult Validate(string? name, SampleOptions options)
    {
        var failures = new List<string>();
        Pause("FirstDelay", options.FirstDelay, TimeSpan.FromHours(1), failures);
        Pause("Delay", options.Delay, TimeSpan.FromMinutes(1), failures);
        Range("PieceLength", options.PieceLength, 1, 100_000, failures);
        Range("Slots", options.Slots, 1, 256, failures);
        Range("FailFirst", options.FailFirst, 0, 1_000_000, failures);
        Range("FailEvery", options.FailEvery, 0, 1_000_000, failures);
        if (!Enum.IsDefined(options.Failure))
        {
            failures.Add($"Models:Sample:Failure is '{options.Failure}'; it must be one of {string.Join(", ", Enum.GetNames<SampleFailure>())}.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Pause(string key, TimeSpan value, TimeSpan most, List<string> failures)
    {
        if (value < TimeSpan.Zero || value > most)
        {
            failures.Add($"Models:Sample:{key} is {value}; it must be from 00:00:00 to {most}.");
        }
    }

    private static void Range(string key, int value, int least, int most, List<string> failures)
    {
        if (value < least || value > most)
        {
            failures.Add($"Models:Sample:{key} is {value}; it must be from {least} to {most}.");
        }
    }
}
