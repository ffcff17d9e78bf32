using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Vibe.Web.Access;

/// <summary>Names every wrong setting of the web chat at once.</summary>
internal sealed partial class WebChatOptionsValidator : IValidateOptions<WebChatOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, WebChatOptions options)
    {
        var failures = options.Channels.Keys.Where(c => !Id().IsMatch(c)).Select(c => $"WebChat:Channels has '{c}'; expected 1 to 40 of a-z, 0-9 and hyphen.")
            .Concat(options.People.Keys.Where(p => !Id().IsMatch(p)).Select(p => $"WebChat:People has '{p}'; expected 1 to 40 of a-z, 0-9 and hyphen."))
            .Concat(options.People.Where(p => string.IsNullOrWhiteSpace(p.Value.Name)).Select(p => $"WebChat:People:{p.Key}:Name is missing; set the name that others see."))
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex Id();
}
