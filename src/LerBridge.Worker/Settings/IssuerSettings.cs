using LerBridge.Core.Settings;
using LerBridge.Credentials.Dids;
using LerBridge.Credentials.Keys.Tokens;

namespace LerBridge.Worker.Settings;

/// <summary>In whose name credentials are signed.</summary>
/// <param name="Did">A <c>did:web</c>.</param>
/// <param name="DidUrl">Where the world looks for its document.</param>
/// <param name="Name">The issuer's name as wallets show it.</param>
/// <param name="Url">The issuer's home page.</param>
/// <param name="OlderWallets">Whether everything gets a second proof that older wallets know.</param>
/// <param name="Suspendable">Whether every credential gets a place in a suspension list.</param>
/// <param name="Token">The token that holds the keys; null where they are in files.</param>
/// <param name="KeyPassphrase">Opens the signing keys and the installation secret; null where the verb needs neither.</param>
internal sealed record IssuerSettings(string Did, Uri DidUrl, string Name, Uri? Url, bool OlderWallets, bool Suspendable, TokenOptions? Token, Secret? KeyPassphrase)
{
    private static readonly Uri Nowhere = new("https://missing.invalid/.well-known/did.json");

    public static IssuerSettings Read(SettingsSection root, SettingsUse use)
    {
        if (root.Section("Issuer") is not { } section)
        {
            root.Report("Issuer", "LB2006", "LerBridge:Issuer is required.", "Add it with Did, Name and KeyPassphraseFile, as in appsettings.sample.json.");
            return new IssuerSettings(string.Empty, Nowhere, string.Empty, null, false, false, null, null);
        }

        var did = section.RequiredText("Did");
        if (!DidWeb.TryGetUrl(did, out var url) && did.Length > 0)
        {
            section.Report("Did", "LB2014", $"\"{did}\" is no did:web identifier.", "Write did:web: and the host that will serve /.well-known/did.json, as in did:web:ler.college.example.");
        }

        return new IssuerSettings(
            did,
            url ?? Nowhere,
            section.RequiredText("Name"),
            section.Url("Url"),
            section.Flag("OlderWallets", false),
            section.Flag("Suspendable", false),
            TokenSettings.Read(section, use),
            use == SettingsUse.Running ? section.RequiredSecret("KeyPassphrase") : section.Secret("KeyPassphrase"));
    }
}
