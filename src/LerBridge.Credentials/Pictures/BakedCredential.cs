namespace LerBridge.Credentials.Pictures;

/// <summary>What a picture holds.</summary>
/// <param name="Credential">The JSON or JWT in it; null where there is none to be read.</param>
/// <param name="Where">Where in the picture it lies; or why there is none.</param>
internal sealed record BakedCredential(ReadOnlyMemory<byte>? Credential, string Where)
{
    public static BakedCredential Refused(string why) => new(null, why);
}
