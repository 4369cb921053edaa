namespace LerBridge.Credentials.Building;

/// <summary>The <c>@context</c> of everything that an issuer signs, as written, by the proofs that it makes.</summary>
internal sealed class DocumentContexts
{
    private DocumentContexts(Func<ReadOnlySpan<byte>, byte[]> written)
    {
        this.OpenBadge = written(Contexts.OfOpenBadge);
        this.Employment = written(Contexts.OfEmployment);
        this.LearnerRecord = written(Contexts.OfLearnerRecord);
        this.StatusList = written(Contexts.OfStatusList);
    }

    /// <summary>For Data Integrity proofs alone, whose terms VC Data Model 2.0 has.</summary>
    public static DocumentContexts Plain { get; } = new(context => context.ToArray());

    /// <summary>
    /// For a set with <c>Ed25519Signature2020</c>: its context comes last, after those whose order the profiles prescribe
    /// (https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020).
    /// </summary>
    public static DocumentContexts OlderWallets { get; } = new(context => [.. context[..^1], .. ",\""u8, .. System.Text.Encoding.UTF8.GetBytes(Contexts.Ed25519Signature2020), .. "\"]"u8]);

    public ReadOnlyMemory<byte> OpenBadge { get; }

    public ReadOnlyMemory<byte> Employment { get; }

    public ReadOnlyMemory<byte> LearnerRecord { get; }

    public ReadOnlyMemory<byte> StatusList { get; }
}
