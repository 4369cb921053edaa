namespace LerBridge.Credentials.Pictures;

/// <summary>Pictures with a credential in them (Open Badges 3.0, section 5.3: baked badges). Which kind it is, the bytes tell, not the name of the file.</summary>
internal static class BakedPicture
{
    /// <summary>The most bytes that a picture may have.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>True for what can be nothing but a PNG or an SVG: no credential begins so.</summary>
    public static bool IsOne(ReadOnlySpan<byte> bytes) => BakedPng.IsOne(bytes) || BakedSvg.IsOne(bytes);

    public static BakedCredential Read(ReadOnlyMemory<byte> picture) =>
        picture.Length > MaxBytes ? BakedCredential.Refused($"It has more than {MaxBytes} bytes.")
        : BakedPng.IsOne(picture.Span) ? BakedPng.Read(picture)
        : BakedSvg.Read(picture);
}
