using System.Globalization;
using System.Text.RegularExpressions;

namespace LerBridge.Connectors.Delimited;

/// <summary>
/// Full extracts that pile up under one pattern: files whose names differ only in a date stamp (<c>20261120</c>, <c>2026-11-20</c>, with or without a time) are versions of one file, of which the
/// newest counts; so are copies (<c>grades (1).csv</c>). Files that differ in anything else, as one per campus, are all read.
/// </summary>
internal static partial class DatedFiles
{
    /// <summary>The newest version of every file, in the order of names, and how many older ones there are.</summary>
    public static (List<FileInfo> Newest, int Older) Newest(IReadOnlyCollection<FileInfo> files)
    {
        var newest = files
            .GroupBy(file => Stem(file.Name), StringComparer.OrdinalIgnoreCase)
            .Select(versions => versions
                .OrderByDescending(file => Stamp(file.Name) ?? file.LastWriteTimeUtc.ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparer.Ordinal)
                .ThenByDescending(file => file.LastWriteTimeUtc)
                .ThenByDescending(file => file.Name, StringComparer.Ordinal)
                .First())
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();
        return (newest, files.Count - newest.Count);
    }

    /// <summary>The digits of the date stamp in a name; null where it has none.</summary>
    internal static string? Stamp(string name) =>
        DateStamp().Match(name) is { Success: true } match ? string.Concat(match.Value.Where(char.IsAsciiDigit)) : null;

    /// <summary>The day of the date stamp in a name; null where it has none.</summary>
    public static DateOnly? DayOf(string name) =>
        Stamp(name) is { } stamp && DateOnly.TryParseExact(stamp.AsSpan(0, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>True where two names differ in nothing but their date stamp.</summary>
    public static bool AreVersions(string one, string other) => string.Equals(Stem(one), Stem(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>What the versions of one file are called together: the part of the extract that each of them is.</summary>
    public static string CommonName(string name) => Stem(name) is { Length: > 0 } stem ? stem : "*";

    /// <summary>A name without its date stamp, and without the number that browsers and file managers put behind a name that is taken.</summary>
    internal static string Stem(string name) => CopyNumber().Replace(DateStamp().Replace(name, string.Empty, 1), string.Empty);

    [GeneratedRegex(@" ?\([0-9]{1,3}\)(?=(\.[^.]*)?$)", RegexOptions.CultureInvariant)]
    private static partial Regex CopyNumber();

    // The separator before the stamp goes with it, so that positions.csv is a version of positions_20261120.csv.
    [GeneratedRegex(@"[-_. ]?(?<![0-9])20[0-9]{2}([-_.]?)(0[1-9]|1[0-2])\1(0[1-9]|[12][0-9]|3[01])([-_.T ]?([01][0-9]|2[0-3])[-_.]?[0-5][0-9]([-_.]?[0-5][0-9])?Z?)?(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DateStamp();
}
