namespace LerBridge.Connectors.Delimited;

/// <summary>Tells a workbook by its first bytes, whatever its name.</summary>
internal static class WorkbookSign
{
    private const int Begin = 8;

    /// <summary>True for a workbook, or any other archive. The stream stands at its start afterwards.</summary>
    public static async Task<bool> IsThereAsync(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[Begin];
        var length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        body.Position = 0;
        return Is(bytes.AsSpan(0, length));
    }

    // An archive (xlsx), a compound file (xls, or an xlsx with a password), or the first record of a sheet without one.
    private static bool Is(ReadOnlySpan<byte> begin) =>
        begin.StartsWith("PK\x03\x04"u8)
        || begin.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        || (begin.Length == Begin && begin[0] == 0x09 && begin[1] is 0x00 or 0x02 or 0x04 && begin[2] is 0x04 or 0x06 && begin[3] == 0x00);
}
