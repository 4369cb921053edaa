using LerBridge.Core.Settings;

namespace LerBridge.Worker.Settings;

/// <summary>In whose name credentials are signed.</summary>
/// <param name="Did">A <c>did:web</c>.</param>
/// <param name="Name">The issuer's name as wallets show it.</param>
/// <param name="Url">The issuer's home page.</param>
/// <param name="KeyPassphrase">Opens the signing keys and the installation secret; null where the verb needs neither.</param>
internal sealed record IssuerOptions(string Did, string Name, Uri? Url, Secret? KeyPassphrase)
{
    public static IssuerOptions Read(SettingsSection root, SettingsUse use)
    {
        if (root.Section("Issuer") is not { } section)
        {
            root.Report("Issuer", "LB2006", "LerBridge:Issuer is required.", "Add it with Did, Name and KeyPassphraseFile, as in appsettings.sample.json.");
            return new IssuerOptions(string.Empty, string.Empty, null, null);
        }

        var did = section.RequiredText("Did");
        if (did.Length > 0 && !IsDidWeb(did))
        {
            section.Report("Did", "LB2014", $"\"{did}\" is no did:web identifier.", "Write did:web: and the host that will serve /.well-known/did.json, as in did:web:ler.college.example.");
        }

        if (section.Flag("OlderWallets", false))
        {
            section.Report("OlderWallets", "LB2013", "Proofs for older wallets are not built yet.", "Write false, or leave it out.");
        }

        return new IssuerOptions(
            did,
            section.RequiredText("Name"),
            section.Url("Url"),
            use == SettingsUse.Running ? section.RequiredSecret("KeyPassphrase") : section.Secret("KeyPassphrase"));
    }

    // did:web, section 3.1: a host, percent-encoded colon before a port, then path segments between colons.
    private static bool IsDidWeb(string did) =>
        did.StartsWith("did:web:", StringComparison.Ordinal)
        && did.Length <= 512
        && did["did:web:".Length..].Split(':').All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '%'));
}
