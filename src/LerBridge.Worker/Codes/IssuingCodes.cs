using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Codes;

/// <summary>What can be wrong with keys, with what is about to be signed, and with the public documents.</summary>
internal static class IssuingCodes
{
    private const string Mapping = "Correct the mapping at the place that the message names.";
    private const string Restore = "Restore the folder of keys from a backup.";

    public static readonly IReadOnlyList<ErrorCode> All =
    [
        new("LB3410", "A placeholder in a credential", "A text reads like something that was to be replaced: example.com, lorem ipsum, a hole that stayed.", Mapping),
        new("LB6101", "The passphrase does not open the key", "The key file was encrypted under another passphrase.", "Give the passphrase that the keys were made with (LerBridge:Issuer:KeyPassphraseFile)."),
        new("LB6102", "No usable passphrase", "It is empty, too long, or its file cannot be read.", "Put it on the first line of the file that LerBridge:Issuer:KeyPassphraseFile names."),
        new("LB6103", "Keys without their index", "There are key files and no keys.json; a new key would make every earlier credential unverifiable.", Restore),
        new("LB6104", "A key file is missing or damaged", "It is not what keys.json says.", Restore),
        new("LB6105", "This machine lacks OpenSSL 3", "Ed25519 comes from OpenSSL 3, which is not here.", "Install OpenSSL 3. A new installation without it signs with P-256."),
        new("LB6106", "The folder of keys cannot be used", "It cannot be read or written by this user.", "Check its permissions and the disk."),
        new("LB6107", "The keys are being changed", "Another process changes them at this moment.", "Try again when it has ended."),
        new("LB6108", "A change of keys that is refused", "It would leave the issuer without exactly one key that signs.", "Do first what the message names."),
        new("LB6109", "A key that older wallets do not know", "LerBridge:Issuer:OlderWallets asks for Ed25519Signature2020, which takes Ed25519 keys only.", "Leave OlderWallets false, or rotate to an Ed25519 key first."),
        new("LB6110", "A key that does not sign such JWTs", "LerBridge:Issuer:Format asks for JWTs, and the key for JWTs is missing or of another kind: Open Badges JWTs take RSA and P-256, W3C JWTs Ed25519 and P-384 besides.", "Make one with lerbridge key new --use jwt, and rotate to it once its document is served."),
        new("LB6121", "The token's library cannot be loaded", "LerBridge:Issuer:Token:Library names no PKCS#11 library that this machine can load.", "Name the vendor's library for this system and processor."),
        new("LB6122", "The token is not there", "The library sees no token of this label or slot, or more than one of this label.", "Connect the token, or correct LerBridge:Issuer:Token:Label or Slot; the message lists those that are there."),
        new("LB6123", "The token refuses the PIN", "It is wrong, expired, or locked after too many tries. It is not tried again by the same process.", "Correct the file that LerBridge:Issuer:Token:PinFile names before anything is started again; a locked token is opened with its vendor's tool."),
        new("LB6124", "The token's key cannot be used", "There is not exactly one pair of keys of this label, it is of another kind than Ed25519, P-256 and P-384, or it is not the one that keys.json knows.", "Look at what the token holds with its vendor's tool, and correct LerBridge:Issuer:Token:KeyLabel."),
        new("LB6125", "The token refused an operation", "For the reason that the message names with the token's own code.", "Try again where it was taken out or started anew; else see its vendor's manual."),
        new("LB6126", "A key on a token without a token", "keys.json says that the key is on a token, and the settings name none.", "Write LerBridge:Issuer:Token into the settings again."),
        new("LB6201", "The installation secret is damaged", "The ledger's secret is not of a form that this version knows.", "Restore the ledger from a backup, or run the version that wrote it."),
        new("LB6202", "The passphrase does not open the ledger's secret", "The ledger was first used with another passphrase. A new secret is never made over an old one: every credential would be issued anew.", "Give the passphrase that this ledger was first used with."),
        new("LB6300", "Claims that cannot be read", "They are no JSON object within bounds.", Mapping),
        new("LB6301", "Something the profile asks for is missing", "A verifier or wallet may refuse the credential without it.", Mapping),
        new("LB6302", "Another kind of value", "The profile wants text, a number, a list or an object at this place.", Mapping),
        new("LB6303", "No absolute URI", "The profile wants a URI with its scheme.", Mapping),
        new("LB6304", "A word outside its vocabulary", "The profile allows a closed list of words, or an extension that begins with ext:.", Mapping),
        new("LB6305", "No date and time with a zone", "The profile wants an instant.", Mapping),
        new("LB6306", "A type is missing", "The class that stands here must name its type.", Mapping),
        new("LB6307", "The wrong contexts", "The contexts are not those of the profile, in its order.", Mapping),
        new("LB6308", "Nobody is the subject", "The subject has neither an id nor an identifier.", "Leave issue.identifier out, or give the subject an identifier."),
        new("LB6309", "No criteria", "An achievement says how it is earned: by a text or by a link.", Mapping),
        new("LB6310", "A result refers to nothing", "Its description or level is not part of the achievement.", Mapping),
        new("LB6311", "A result without its status", "Its description is of type Status, so it needs one.", Mapping),
        new("LB6312", "A member without a meaning", "The profile has no such member at this place, so verifiers would drop it.", Mapping),
        new("LB6313", "An end before its start", "The two dates contradict each other.", "Correct the record at the source, or the mapping."),
        new("LB6314", "A wrong status entry", "It does not keep the rules of Bitstring Status List 1.0.", Mapping),
        new("LB6315", "An endorsement that cannot stand here", "endorsementJwt belongs to credentials that are JWTs themselves.", Mapping),
        new("LB6316", "No language code", "Languages are written as in BCP 47: en, es-MX.", Mapping),
        new("LB6318", "No canonical form", "A term has no meaning by the credential's contexts, so it could not be signed honestly.", Mapping),
        new("LB6319", "It cannot be a JWT", "LerBridge:Issuer:Format asks for a form of JWT that has no place for what the credential says or leaves out, as for fractions of a second.", Mapping),
        new("LB6401", "The public folder cannot be used", "The documents that verifiers need cannot be written or read.", "Check the permissions of <DataDirectory>/public and the disk's free space."),
    ];
}
