using System.Globalization;
using Vibe.Core.Capacity;
using Vibe.Data.Serialization;

namespace Vibe.Data.Line;

/// <summary>All that a waiting card shows of the line, in one string: two equal ones need no edit.</summary>
public static class LineFingerprint
{
    /// <summary>The fingerprint. The wait counts by the minute, as people read it.</summary>
    public static string Of(LineSnapshot snapshot, LinePlace place) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{place.Place}|{(place.ExpectedWait is { } wait ? Math.Ceiling(wait.TotalMinutes) : -1)}|{snapshot.Slots}|{snapshot.Busy}|{CleanText.OfOptional(snapshot.Reason)}");
}
