using LerBridge.Core.Ledger;

namespace LerBridge.Core.Pipeline;

/// <summary>What a person can do to a credential by hand.</summary>
public enum HandVerb
{
    /// <summary>Withdraw it for good.</summary>
    Revoke,

    /// <summary>Let nobody rely on it until further notice.</summary>
    Suspend,

    /// <summary>Let it stand again after a suspension.</summary>
    Reinstate,

    /// <summary>Let runs issue a new one in the place of one that was revoked by hand.</summary>
    Release,
}

/// <summary>An act by hand as it would be: what it comes to, or why it cannot be.</summary>
/// <param name="Verb">What is to be done.</param>
/// <param name="Entry">The credential as it is now.</param>
/// <param name="Told">The destinations that would be told.</param>
/// <param name="Consequences">What follows, a sentence each.</param>
/// <param name="Refusal">Why it cannot be, with what to do instead; null where it can.</param>
public sealed record HandProposal(HandVerb Verb, RegisterEntry Entry, IReadOnlyList<string> Told, IReadOnlyList<string> Consequences, HandRefusal? Refusal);

/// <summary>Why an act by hand cannot be.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Message">Why, and what to do instead.</param>
public sealed record HandRefusal(string Code, string Message);

/// <summary>What an act by hand came to.</summary>
/// <param name="Entry">The credential as it is now.</param>
/// <param name="ActId">The id under which the act stands in the register.</param>
/// <param name="Published">True where the signed status lists show it already.</param>
/// <param name="Delivery">How the messages about it stand.</param>
public sealed record HandOutcome(RegisterEntry Entry, string ActId, bool Published, DeliveryCounts Delivery);
