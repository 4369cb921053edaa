namespace LerBridge.Storage.Runs;

/// <summary>Reads what the claims of credentials look like.</summary>
internal static class OutlineReader
{
    private const string Select = "select o.outline from credential_outline o join credential c on c.number = o.credential where c.id = @id";

    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Read(Session session, IReadOnlyCollection<string> credentialIds)
    {
        var outlines = new Dictionary<string, ReadOnlyMemory<byte>>(credentialIds.Count, StringComparer.Ordinal);
        var select = session.Prepare(Select, "@id");
        foreach (var id in credentialIds)
        {
            select[0] = id;
            if (select.Scalar() is byte[] outline)
            {
                outlines[id] = outline;
            }
        }

        return outlines;
    }
}
