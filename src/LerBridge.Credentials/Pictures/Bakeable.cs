using LerBridge.Credentials.Jose;

namespace LerBridge.Credentials.Pictures;

/// <summary>What may be put into a picture: a JSON object or a compact JWT.</summary>
internal static class Bakeable
{
    /// <returns>Null where it may; or why not.</returns>
    public static string? Refusal(ReadOnlyMemory<byte> credential)
    {
        if (JwsCompact.IsOne(credential.Span))
        {
            var (jws, refusal) = JwsCompact.Parse(credential);
            using (jws)
            {
                return refusal?.Why;
            }
        }

        var (document, unreadable) = JsonDoor.Open(credential, JsonDoor.MaxCredential);
        using (document)
        {
            return unreadable;
        }
    }
}
