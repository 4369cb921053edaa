using LerBridge.Core.Settings;
using LerBridge.Credentials;
using LerBridge.Credentials.Building;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Keys.Tokens;

namespace LerBridge.Worker.Settings;

/// <summary>In whose name credentials are signed, and in which form.</summary>
internal sealed record IssuerSettings
{
    private static readonly Uri Nowhere = new("https://missing.invalid/.well-known/did.json");

    /// <summary>A <c>did:web</c>.</summary>
    public string Did { get; private init; } = string.Empty;

    /// <summary>Where the world looks for its document.</summary>
    public Uri DidUrl { get; private init; } = Nowhere;

    /// <summary>The issuer's name as wallets show it.</summary>
    public string Name { get; private init; } = string.Empty;

    /// <summary>The issuer's home page.</summary>
    public Uri? Url { get; private init; }

    /// <summary>Whether credentials have embedded proofs or are JWTs, and which.</summary>
    public CredentialFormat Format { get; private init; }

    /// <summary>Whether everything gets a second proof that older wallets know.</summary>
    public bool OlderWallets { get; private init; }

    /// <summary>Whether credentials name their published JSON schema.</summary>
    public bool CredentialSchema { get; private init; }

    /// <summary>What others say of the issuer.</summary>
    public IReadOnlyList<IssuerEndorsement> Endorsements { get; private init; } = [];

    /// <summary>The token that holds the keys; null where they are in files.</summary>
    public TokenOptions? Token { get; private init; }

    /// <summary>Opens the signing keys and the installation secret; null where the verb needs neither.</summary>
    public Secret? KeyPassphrase { get; private init; }

    public static IssuerSettings Read(SettingsSection root, SettingsUse use)
    {
        if (root.Section("Issuer") is not { } section)
        {
            root.Report("Issuer", "LB2006", "LerBridge:Issuer is required.", "Add it with Did, Name and KeyPassphraseFile, as in appsettings.sample.json.");
            return new IssuerSettings();
        }

        var did = section.RequiredText("Did");
        if (!DidWeb.TryGetUrl(did, out var url) && did.Length > 0)
        {
            section.Report("Did", "LB2014", $"\"{did}\" is no did:web identifier.", "Write did:web: and the host that will serve /.well-known/did.json, as in did:web:ler.college.example.");
        }

        var format = Enum.Parse<CredentialFormat>(section.Choice("Format", nameof(CredentialFormat.DataIntegrity), Enum.GetNames<CredentialFormat>()));
        var olderWallets = section.Flag("OlderWallets", false);
        if (olderWallets && format != CredentialFormat.DataIntegrity)
        {
            section.Report("OlderWallets", "LB2007", $"OlderWallets adds an embedded proof, and with the Format {format} there is none.", "Take OlderWallets out, or write DataIntegrity for Format.");
        }

        return new IssuerSettings
        {
            Did = did,
            DidUrl = url ?? Nowhere,
            Name = section.RequiredText("Name"),
            Url = section.Url("Url"),
            Format = format,
            OlderWallets = olderWallets,
            CredentialSchema = section.Flag("CredentialSchema", false),
            Endorsements = EndorsementSettings.Read(section, did, format),
            Token = TokenSettings.Read(section, use),
            KeyPassphrase = use == SettingsUse.Running ? section.RequiredSecret("KeyPassphrase") : section.Secret("KeyPassphrase"),
        };
    }
}
