using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Vibe.Host.Configuration;

/// <summary>
/// Finds values that cannot be read as their setting's type. The binder stops at the first and speaks of types; people are told all of them at once, each with what is expected.
/// </summary>
internal static class SettingTypes
{
    /// <summary>The keys of such values, with what is wrong.</summary>
    public static IReadOnlyDictionary<string, string> Check(IConfiguration configuration)
    {
        var wrong = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (section, options) in SettingSections.In(configuration))
        {
            CheckMembers(configuration.GetSection(section), options, wrong);
        }

        return wrong;
    }

    /// <summary>The configuration without some keys.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Without(IConfiguration configuration, IReadOnlyDictionary<string, string> keys) =>
        configuration.AsEnumerable().Where(pair => pair.Value is not null && !keys.ContainsKey(pair.Key));

    private static void CheckMembers(IConfigurationSection section, Type type, Dictionary<string, string> wrong)
    {
        foreach (var child in section.GetChildren())
        {
            if (type.GetProperty(child.Key, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { CanRead: true } property)
            {
                CheckValue(child, property.PropertyType, wrong);
            }
        }
    }

    private static void CheckValue(IConfigurationSection section, Type type, Dictionary<string, string> wrong)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (IsScalar(plain))
        {
            // An empty value is the absent one where that is allowed.
            var mayBeEmpty = plain != type || !plain.IsValueType;
            if (section.Value is { } value && !(mayBeEmpty && value.Length == 0) && !CanRead(value, plain))
            {
                wrong[section.Path] = $"{section.Path} is '{value}'; expected {Expected(plain)}.";
            }
        }
        else if (ItemOf(plain) is { } item)
        {
            foreach (var child in section.GetChildren())
            {
                CheckValue(child, item, wrong);
            }
        }
        else
        {
            CheckMembers(section, plain, wrong);
        }
    }

    private static bool IsScalar(Type type) => type == typeof(string) || type.IsEnum || TypeDescriptor.GetConverter(type).CanConvertFrom(typeof(string));

    private static bool CanRead(string value, Type type)
    {
        try
        {
            return type == typeof(string) || TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or OverflowException or NotSupportedException or InvalidCastException)
        {
            return false;
        }
    }

    /// <summary>What a list or dictionary holds.</summary>
    private static Type? ItemOf(Type type)
    {
        if (!typeof(IEnumerable).IsAssignableFrom(type))
        {
            return null;
        }

        var sequences = type.GetInterfaces().Append(type).Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>));
        var item = sequences.Select(i => i.GetGenericArguments()[0]).FirstOrDefault();
        return item is { IsGenericType: true } && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? item.GetGenericArguments()[1] : item;
    }

    private static string Expected(Type type)
    {
        if (type.IsEnum)
        {
            return string.Create(CultureInfo.InvariantCulture, $"one of {string.Join(", ", Enum.GetNames(type))}");
        }

        return type switch
        {
            _ when type == typeof(TimeSpan) => "a time as [days.]hours:minutes:seconds, for example 00:01:30",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(decimal) || type == typeof(double) => "a number, for example 0.5",
            _ when type == typeof(Uri) => "an address, for example http://127.0.0.1:11434",
            _ => $"a {type.Name}",
        };
    }
}
