using Microsoft.Extensions.Options;

namespace Vibe.Chat.Settings;

/// <summary>Names every wrong setting of <see cref="PublishOptions"/> at once.</summary>
public sealed class PublishOptionsValidator : IValidateOptions<PublishOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, PublishOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checks = new OptionChecks(PublishOptions.SectionName);
        checks.Range(nameof(options.Concurrency), options.Concurrency, 1, 256);
        checks.Range(nameof(options.LeaseDuration), options.LeaseDuration, TimeSpan.FromSeconds(3), TimeSpan.FromHours(1));
        checks.Range(nameof(options.CallLimit), options.CallLimit, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        checks.Range(nameof(options.UploadLimit), options.UploadLimit, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        checks.Range(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        checks.Range(nameof(options.FirstPause), options.FirstPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        checks.Range(nameof(options.LongestPause), options.LongestPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        checks.Order(nameof(options.FirstPause), options.FirstPause, nameof(options.LongestPause), options.LongestPause);
        checks.Range(nameof(options.BlockedPause), options.BlockedPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        checks.Range(nameof(options.LongestBlockedPause), options.LongestBlockedPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1));
        checks.Order(nameof(options.BlockedPause), options.BlockedPause, nameof(options.LongestBlockedPause), options.LongestBlockedPause);
        checks.Range(nameof(options.LongestBlock), options.LongestBlock, TimeSpan.FromHours(1), TimeSpan.FromDays(365));
        return checks.Result;
    }
}
