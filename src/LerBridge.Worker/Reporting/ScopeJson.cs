using LerBridge.Core.Ledger;

namespace LerBridge.Worker.Reporting;

/// <summary>The part of a stream that a plan is about, as it stands in every document; null there for all of it.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Persons">How many persons were asked for.</param>
/// <param name="Met">Of how many of them the source had a record.</param>
/// <param name="Cohort">Their list as a keyed hash.</param>
internal sealed record ScopeJson(DateOnly? From, DateOnly? To, int? Persons, int? Met, string? Cohort)
{
    public static ScopeJson? Of(RunScope? scope) => scope is null ? null : new ScopeJson(scope.From, scope.To, scope.Persons, scope.Met, scope.Cohort);
}
