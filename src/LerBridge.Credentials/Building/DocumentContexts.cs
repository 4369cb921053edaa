using System.Text;

namespace LerBridge.Credentials.Building;

/// <summary>The <c>@context</c> of everything that an issuer signs, as written, by the proofs that it makes and by whether it names its schemas.</summary>
internal sealed class DocumentContexts
{
    private DocumentContexts(bool olderWallets, bool schemas)
    {
        this.OpenBadge = Written(Contexts.OfOpenBadge, olderWallets, schemas);
        this.Employment = Written(Contexts.OfEmployment, olderWallets, schemas);
        this.LearnerRecord = Written(Contexts.OfLearnerRecord, olderWallets, schemas);
        this.StatusList = Written(Contexts.OfStatusList, olderWallets, schemas: false);
    }

    /// <summary>For Data Integrity proofs alone, whose terms VC Data Model 2.0 has.</summary>
    public static DocumentContexts Plain { get; } = new(olderWallets: false, schemas: false);

    public ReadOnlyMemory<byte> OpenBadge { get; }

    public ReadOnlyMemory<byte> Employment { get; }

    public ReadOnlyMemory<byte> LearnerRecord { get; }

    public ReadOnlyMemory<byte> StatusList { get; }

    /// <param name="olderWallets">
    /// For a set with <c>Ed25519Signature2020</c>: its context comes last, after those whose order the profiles prescribe
    /// (https://www.w3.org/TR/vc-di-eddsa/#ed25519signature2020).
    /// </param>
    /// <param name="schemas">
    /// For <c>credentialSchema</c>: <c>1EdTechJsonSchemaValidator2019</c> is a term of the extensions alone, which follow the profiles' own contexts.
    /// </param>
    public static DocumentContexts Of(bool olderWallets, bool schemas) => olderWallets || schemas ? new DocumentContexts(olderWallets, schemas) : Plain;

    private static byte[] Written(ReadOnlySpan<byte> context, bool olderWallets, bool schemas)
    {
        // an inline context stands after the published ones
        var published = context.IndexOf(",{"u8) is var inline and >= 0 ? inline : context.Length - 1;
        return
        [
            .. context[..published],
            .. schemas ? Item(Contexts.Extensions) : [],
            .. context[published..^1],
            .. olderWallets ? Item(Contexts.Ed25519Signature2020) : [],
            (byte)']',
        ];
    }

    private static byte[] Item(string url) => Encoding.UTF8.GetBytes($",\"{url}\"");
}
