namespace LerBridge.Core.Mapping;

/// <summary>What a mapping makes of one record. Deterministic: same record, mapping and tables give the same bytes.</summary>
public abstract record MapResult
{
    private MapResult()
    {
    }

    /// <summary>The record qualifies.</summary>
    /// <param name="Claims">The claims, a UTF-8 JSON object in the profile's canonical order (see <see cref="Credentials.CredentialDraft.Claims"/>).</param>
    public sealed record Issue(ReadOnlyMemory<byte> Claims) : MapResult
    {
        /// <summary>What <c>rank</c> makes of the record, as a text that compares byte by byte as the value does; null where the mapping has no rank.</summary>
        public string? Rank { get; init; }
    }

    /// <summary>The mapping says that nothing is to be issued.</summary>
    public sealed record Skip(MapReason Reason) : MapResult;

    /// <summary>A person has to decide or mend something first.</summary>
    public sealed record Hold(MapReason Reason) : MapResult;

    /// <summary>The record cannot be mapped.</summary>
    public sealed record Fail(MapReason Reason) : MapResult;

    /// <summary>The mapping asked for the whole run to stop (<c>if_missing: stop</c>).</summary>
    public sealed record Stop(MapReason Reason) : MapResult;
}

/// <summary>Why, and where in the mapping.</summary>
/// <param name="Code">A stable code, as in <c>LB3201</c>.</param>
/// <param name="Text">The reason in words: the mapping's own for <c>when</c>, else a sentence that names fields and tables but never a value of a record.</param>
/// <param name="Where">File, line and column, as in <c>mappings/x.yaml:54:14</c>.</param>
public sealed record MapReason(string Code, string Text, string Where);
