using LerBridge.Core.Settings;
using LerBridge.Credentials.Keys;
using LerBridge.Credentials.Keys.Tokens;

namespace LerBridge.Worker.Settings;

/// <summary>The token that holds the issuer's keys, where they are not in files.</summary>
internal static class TokenSettings
{
    /// <returns>Null where there is no section, or where something is wrong with it, which is reported.</returns>
    public static TokenOptions? Read(SettingsSection issuer, SettingsUse use)
    {
        if (issuer.Section("Token") is not { } section)
        {
            return null;
        }

        var library = section.FilePath("Library");
        if (library is null)
        {
            section.Report("Library", "LB2006", $"{section.Path}:Library is required.", "Name the PKCS#11 library of the token's vendor, as in /usr/lib/softhsm/libsofthsm2.so.");
        }

        var label = section.Text("Label");
        var slot = section.Text("Slot") is null ? -1 : section.Whole("Slot", -1, 0, int.MaxValue);
        if (label is null && slot < 0)
        {
            section.Report("Label", "LB2006", $"{section.Path} does not say which token.", "Add Label, or Slot where tokens have no labels of their own.");
        }

        var key = section.RequiredText("KeyLabel");
        var pin = use == SettingsUse.Running ? section.RequiredSecret("Pin") : section.Secret("Pin");
        var whole = library is not null && (label is not null || slot >= 0) && pin?.Reveal() is { Length: > 0 };
        return whole ? new TokenOptions(library ?? string.Empty, label, slot < 0 ? null : (ulong)slot, Passphrase.From(pin?.Reveal()), key) : null;
    }
}
