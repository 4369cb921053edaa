namespace LerBridge.Core.People;

/// <summary>Which identifiers belong to which person. An identifier is never moved from one person to another in silence.</summary>
public interface IPersonStore
{
    /// <summary>
    /// The persons whom the identifiers belong to, for each that is known: confirmed ones and those that this run has in its plan.
    /// </summary>
    /// <param name="runId">The run whose planned persons count as known; null where none counts.</param>
    /// <param name="identifiers">The identifiers asked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Pairs of identifier and person id; identifiers nobody has are left out.</returns>
    Task<IReadOnlyList<(PersonIdentifier Identifier, string PersonId)>> FindAsync(string? runId, IReadOnlyCollection<PersonIdentifier> identifiers, CancellationToken cancellationToken);
}

/// <summary>Identifiers that a plan gives to a person, new or known. They count for the same run at once and for everyone once the plan is applied.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Identifiers">The identifiers not known before.</param>
public sealed record PlannedPerson(string PersonId, IReadOnlyList<PersonIdentifier> Identifiers);
