namespace LerBridge.Storage.Runs;

/// <summary>Reads what the claims of credentials look like.</summary>
internal static class OutlineReader
{
    private const string Select = "select o.outline from credential_outline o join credential c on c.number = o.credential where c.id = @id";

    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(Session session, IReadOnlyCollection<string> credentialIds)
    {
        string[] ids = [.. credentialIds];
        var select = session.Prepare(Select, "@id");
        var found = select.Each(ids.Length, at => select[0] = ids[at], row => row.IsDBNull(0) ? null : row.GetFieldValue<byte[]>(0));
        var outlines = new Dictionary<string, ReadOnlyMemory<byte>>(ids.Length, StringComparer.Ordinal);
        for (var at = 0; at < ids.Length; at++)
        {
            if (found[at] is { } outline)
            {
                outlines[ids[at]] = outline;
            }
        }

        return outlines;
    }
}
