using Microsoft.Extensions.Options;

namespace Vibe.Chat.Settings;

/// <summary>Names every wrong setting of <see cref="DispatchOptions"/> at once.</summary>
public sealed class DispatchOptionsValidator : IValidateOptions<DispatchOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, DispatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checks = new OptionChecks(DispatchOptions.SectionName);
        checks.Range(nameof(options.Concurrency), options.Concurrency, 1, 256);
        checks.Range(nameof(options.LeaseDuration), options.LeaseDuration, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        checks.Range(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        checks.Range(nameof(options.WorkerPatience), options.WorkerPatience, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        checks.Order(nameof(options.WorkerPatience), options.WorkerPatience, nameof(options.LeaseDuration), options.LeaseDuration);
        checks.Range(nameof(options.FirstPause), options.FirstPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        checks.Range(nameof(options.LongestPause), options.LongestPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        checks.Order(nameof(options.FirstPause), options.FirstPause, nameof(options.LongestPause), options.LongestPause);
        checks.Range(nameof(options.Attempts), options.Attempts, 1, 100);
        checks.Range(nameof(options.LongestWait), options.LongestWait, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30));
        checks.Range(nameof(options.KeepDone), options.KeepDone, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        checks.Range(nameof(options.LookForEnded), options.LookForEnded, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        checks.Range(nameof(options.BelieveUnknown), options.BelieveUnknown, TimeSpan.Zero, TimeSpan.FromDays(7));
        return checks.Result;
    }
}
