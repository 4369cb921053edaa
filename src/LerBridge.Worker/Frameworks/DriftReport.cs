using LerBridge.Core.Frameworks;
using LerBridge.Storage;
using LerBridge.Worker.Settings;

namespace LerBridge.Worker.Frameworks;

/// <summary>What lies between two versions of a framework, and what that does to a site.</summary>
/// <param name="Before">The framework as it was.</param>
/// <param name="After">The framework as it is.</param>
/// <param name="Impact">What changed, and the rows that it concerns.</param>
/// <param name="Credentials">In how many credentials that stand the changed items are named; null where there is no ledger yet.</param>
/// <param name="Uncompiled">The mappings that could not be looked at.</param>
internal sealed record DriftReport(KnownFramework Before, KnownFramework After, DriftImpact Impact, AlignmentCount? Credentials, IReadOnlyList<string> Uncompiled)
{
    /// <summary>True where something in use changed so that somebody has to decide.</summary>
    public bool NeedsPerson => this.Impact.Rows.Any(row => row.NeedsPerson) || this.Credentials is { Credentials: > 0 };

    /// <summary>The mappings that have such rows.</summary>
    public IReadOnlyList<string> Mappings => [.. this.Impact.Rows.Select(row => row.Mapping).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>Compares, and looks at the site's mappings and credentials.</summary>
    /// <exception cref="LerBridge.Core.Diagnostics.BridgeException">The ledger cannot be read.</exception>
    public static async Task<DriftReport> MakeAsync(KnownFramework before, KnownFramework after, Site site, TimeProvider time, CancellationToken cancellationToken)
    {
        var changes = FrameworkDrift.Compare(before.Framework, after.Framework);
        var uses = FrameworkUse.Of(site.Catalog).Where(use => before.References.Contains(use.Framework));
        var impact = DriftImpact.Of(before.Framework, changes, uses);
        var uncompiled = site.Catalog.Mappings.Where(mapping => mapping.HasErrors).Select(mapping => mapping.File).ToList();
        return new DriftReport(before, after, impact, await CountAsync(impact, site.Options, time, cancellationToken), uncompiled);
    }

    // A ledger that is not there is not made for the sake of a question.
    private static async Task<AlignmentCount?> CountAsync(DriftImpact impact, BridgeOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Ledger.IsThere(options.Storage))
        {
            return null;
        }

        var count = new AlignmentCount(impact.Before, impact.Deciding);
        await using var ledger = await Ledger.OpenAsync(options.Storage, time, cancellationToken);
        await ledger.Register.ReadDocumentsAsync(count.Add, cancellationToken);
        return count;
    }
}
