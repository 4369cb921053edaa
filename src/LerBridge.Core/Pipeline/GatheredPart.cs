using LerBridge.Core.Ledger;
using LerBridge.Core.People;

namespace LerBridge.Core.Pipeline;

/// <summary>What deciding one part of an extract gathers, to be kept in one transaction.</summary>
internal sealed class GatheredPart
{
    /// <summary>The rows of the plan.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>The persons they need.</summary>
    public List<PlannedPerson> Planned { get; } = [];

    /// <summary>To whom this part has given identifiers.</summary>
    public Dictionary<PersonIdentifier, string> Given { get; } = [];

    /// <summary>The keys of rows that nobody was found for, and that are decided when all parts are done.</summary>
    public List<string> Later { get; } = [];

    /// <summary>Keeps rows and persons.</summary>
    public void Add(IReadOnlyList<Decision> decisions, IReadOnlyList<PlannedPerson> persons)
    {
        this.Decisions.AddRange(decisions);
        this.Planned.AddRange(persons);
        foreach (var person in persons)
        {
            foreach (var identifier in person.Identifiers)
            {
                this.Given[identifier] = person.PersonId;
            }
        }
    }
}
