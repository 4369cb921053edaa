using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;

namespace LerBridge.Core.People;

/// <summary>The persons that the ledger knows, and what other persons decide about who is who. Each call is one transaction.</summary>
public interface IPersonDirectory
{
    /// <summary>The persons who have an identifier with a value, of whichever type, or whose id it is.</summary>
    Task<IReadOnlyList<KnownPerson>> FindAsync(string value, CancellationToken cancellationToken);

    /// <summary>
    /// Moves identifiers from one person to another, who may be new, and lets every record of both be decided anew by the next runs. What was issued stays as it is until then. The manifest of the act is kept with it.
    /// </summary>
    /// <returns>False where one of the identifiers is no longer the first person's; nothing is written then.</returns>
    Task<bool> MoveAsync(PersonMove move, ManifestSigner sign, CancellationToken cancellationToken);
}

/// <summary>A person of the ledger. Identifiers are personal data, for interactive verbs alone.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Identifiers">What identifies the person, by type and value.</param>
/// <param name="Credentials">What was issued about the person, by mapping and id.</param>
public sealed record KnownPerson(string Id, IReadOnlyList<PersonIdentifier> Identifiers, IReadOnlyList<PersonCredential> Credentials);

/// <summary>A credential about a person.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Mapping">The mapping that issued it.</param>
/// <param name="State">What it is worth.</param>
/// <param name="RecordKey">The record that it stands for. Personal data.</param>
public sealed record PersonCredential(string Id, string Mapping, CredentialState State, string RecordKey);

/// <summary>Identifiers on their way from one person to another.</summary>
/// <param name="From">Whose they are.</param>
/// <param name="To">Whose they shall be.</param>
/// <param name="Identifiers">Which.</param>
/// <param name="By">Who decides.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When.</param>
public sealed record PersonMove(string From, string To, IReadOnlyList<PersonIdentifier> Identifiers, string By, string Reason, DateTimeOffset At);
