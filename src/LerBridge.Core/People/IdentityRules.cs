using System.Collections.Frozen;

namespace LerBridge.Core.People;

/// <summary>Which identifier types hold the same value at this site (<c>Identity:SameAs</c>). Types not named never match each other.</summary>
public sealed class IdentityRules
{
    private readonly FrozenDictionary<string, string> canonical;

    /// <summary>Makes the rules from groups of types.</summary>
    public IdentityRules(IEnumerable<IReadOnlyList<string>> sameAs) =>
        this.canonical = sameAs
            .Where(group => group.Count > 0)
            .SelectMany(group => group.Select(type => (type, first: group[0])))
            .GroupBy(pair => pair.type, StringComparer.Ordinal)
            .ToFrozenDictionary(pairs => pairs.Key, pairs => pairs.First().first, StringComparer.Ordinal);

    /// <summary>The identifier types that settings and mappings may name.</summary>
    public static IReadOnlyList<string> Types { get; } = ["sis_id", "banner_id", "employee_id", "login", "verified_email"];

    /// <summary>The type under which an identifier is kept and looked up.</summary>
    public string Canonical(string type) => this.canonical.GetValueOrDefault(type, type);
}
