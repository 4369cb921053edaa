using System.IO.Compression;

namespace LerBridge.Connectors.Delimited;

/// <summary>How large a workbook may be, unpacked: a few kilobytes can unpack to gigabytes.</summary>
internal static class WorkbookBounds
{
    /// <summary>The most rows that a sheet can have.</summary>
    public const int MostRows = 1_048_576;

    private const long MostUnpacked = 1024L * 1024 * 1024;
    private const long MostTexts = 64L * 1024 * 1024;
    private const long MostOld = 64L * 1024 * 1024;
    private const int MostParts = 4096;

    /// <summary>Looks at the sizes that a file says it unpacks to; nothing is ever unpacked beyond them. The stream stands at its start afterwards.</summary>
    /// <returns>True for an archive, false for the older form.</returns>
    /// <exception cref="InvalidDataException">It is too large, or no archive although it begins as one.</exception>
    public static bool Check(Stream body)
    {
        Span<byte> begin = stackalloc byte[2];
        var isArchive = body.ReadAtLeast(begin, 2, throwOnEndOfStream: false) == 2 && begin.SequenceEqual("PK"u8);
        body.Position = 0;
        if (!isArchive)
        {
            Require(body.Length <= MostOld);
            return false;
        }

        using (var archive = new ZipArchive(body, ZipArchiveMode.Read, leaveOpen: true))
        {
            Require(archive.Entries.Count <= MostParts);
            Require(archive.Entries.Sum(entry => entry.Length) <= MostUnpacked);

            // All texts of a workbook are held in memory; rows are not.
            Require(archive.Entries.All(entry => !entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) || entry.Length <= MostTexts));
        }

        body.Position = 0;
        return true;
    }

    private static void Require(bool isWithin)
    {
        if (!isWithin)
        {
            throw new InvalidDataException("The workbook unpacks to more than is expected of any.");
        }
    }
}
