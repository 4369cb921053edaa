using LerBridge.Core.Diagnostics;

namespace LerBridge.Worker.Codes;

/// <summary>What can become of deliveries.</summary>
internal static class DeliveryCodes
{
    private const string Again = "It is tried again by itself, with the same idempotency key, for about four days.";

    public static readonly IReadOnlyList<ErrorCode> All =
    [
        new("LB7101", "Held for privacy", "The source does not say whether the person asked for confidentiality, and the destination is a third party.", "Fill the flag at the source, or write privacy_unknown: deliver in the mapping."),
        new("LB7201", "The receiver may take it later", "It is overloaded or failing.", Again),
        new("LB7202", "The receiver refuses the credential", "Its own answer is kept beside ours and says why.", "Read its answer with lerbridge runs show; correct the mapping or ask the receiver."),
        new("LB7203", "The receiver refuses the token", "It is wrong, out of date or without the permission.", "Put a fresh one into the file that BearerTokenFile names; what was refused is offered again with the next run."),
        new("LB7204", "The receiver has moved", "Credentials are not sent after redirects.", "Write the final address as Url; what was refused is offered again with the next run."),
        new("LB7208", "Nothing takes credentials there", "The receiver knows no such address, or takes nothing at it.", "Correct Url; what was refused is offered again with the next run."),
        new("LB7205", "The receiver's name is unknown", "DNS does not know it.", "Check Url. " + Again),
        new("LB7206", "The receiver did not answer in time", "Whether it has the credential is not known; the next attempt carries the same key.", Again),
        new("LB7207", "No secure connection", "The receiver's certificate is not trusted here, is out of date or is for another name.", "Ask the receiver, or add its issuer to this machine's trusted roots; checking is never switched off."),
        new("LB7209", "The receiver may have it", "It was sent to a receiver that does not honour idempotency keys, and no answer came: sent again, it might be there twice.", "Ask the receiver. Then say lerbridge delivery settle ID --accepted, or send it again with lerbridge delivery replay ID."),
        new("LB7301", "The folder may not be written", "This user has no permission.", "Give it write permission to the folder and its files. " + Again),
        new("LB7302", "The disk is full", "The folder's disk has no room left.", "Make room. " + Again),
        new("LB7303", "The folder is a file", "Something else stands where the folder should be.", "Move it away, or name another Path."),
        new("LB7304", "No name for a file", "The credential's id is no urn:uuid.", "Nothing of ours makes such ids; please report it."),
        new("LB7305", "The folder's index is in use", "Another process writes it.", "Let each folder belong to one destination. " + Again),
        new("LB7401", "A notice that no mail server took", "The mail server could not be reached, or refused the sender, the recipients or the password. The notice is tried again for about a day.", "Check LerBridge:Notifications:Mail; try it with lerbridge doctor --send-test."),
        new("LB7402", "A notice that no webhook took", "The address could not be reached or did not answer with 2xx. The notice is tried again for about a day.", "Check LerBridge:Notifications:Webhook; try it with lerbridge doctor --send-test."),
    ];
}
