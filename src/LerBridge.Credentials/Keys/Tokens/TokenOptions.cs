namespace LerBridge.Credentials.Keys.Tokens;

/// <summary>Where the keys of an issuer are that never leave a hardware security module or smart card.</summary>
/// <param name="Library">The vendor's PKCS#11 library, a full path.</param>
/// <param name="Label">The token's label; null where the slot says which.</param>
/// <param name="Slot">The slot's number; null where the label says which.</param>
/// <param name="Pin">The user PIN.</param>
/// <param name="KeyLabel">The label of the key that signs embedded proofs, or will sign them next.</param>
internal sealed record TokenOptions(string Library, string? Label, ulong? Slot, Passphrase Pin, string KeyLabel)
{
    /// <summary>The token as messages name it.</summary>
    public string Name => this.Label is { } label ? $"the token \"{label}\"" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"the token in slot {this.Slot}");
}
