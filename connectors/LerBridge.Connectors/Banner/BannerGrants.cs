using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>Which resources this pull may not read, or not in full, and which of those an earlier applied run could (<see cref="EthosSecondary"/>).</summary>
internal sealed class BannerGrants
{
    private readonly List<EthosSecondary> never;
    private readonly List<EthosSecondary> lost;
    private readonly List<EthosSecondary> narrowed;

    /// <param name="secondary">The resources around the stream.</param>
    /// <param name="refused">The resources that are refused.</param>
    /// <param name="withheld">The resources of which fields are withheld.</param>
    /// <param name="live">The cursor of the last applied run; null before the first.</param>
    public BannerGrants(IReadOnlyList<EthosSecondary> secondary, IReadOnlySet<string> refused, IReadOnlySet<string> withheld, SourceCursor? live)
    {
        var before = BannerCursor.GrantedIn(live);
        List<EthosSecondary> all = [.. secondary, EthosSecondary.Persons];
        this.never = all.FindAll(one => refused.Contains(one.Resource) && !before.Contains(one.Resource));
        this.lost = all.FindAll(one => refused.Contains(one.Resource) && before.Contains(one.Resource));
        this.narrowed = all.FindAll(one => withheld.Contains(one.Resource) && before.Contains(one.Resource));
        this.Refused = string.Join(',', all.Select(one => one.Resource).Where(refused.Contains));
        this.Granted = string.Join(',', all.Select(one => one.Resource).Where(name => before.Contains(name) || !(refused.Contains(name) || withheld.Contains(name))));
    }

    /// <summary>The names of what is refused.</summary>
    public string Refused { get; }

    /// <summary>The names of what was ever granted in full.</summary>
    public string Granted { get; }

    /// <summary>Why the partition is not all there is; null where nothing was lost.</summary>
    public string? Partial => this.lost.Count == 0 ? null : $"Ethos no longer grants {Names(this.lost)} to this application.";

    /// <summary>The fields that are not there, or not all, although they were.</summary>
    public IReadOnlyList<UnreadField> Unread =>
    [
        .. this.lost.Select(one => (From: one, IsWhole: true)).Concat(this.narrowed.Select(one => (From: one, IsWhole: false)))
            .SelectMany(pair => pair.From.Fields, (pair, name) => (Name: name, pair.From, pair.IsWhole))
            .GroupBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(group => new UnreadField(
                group.Key,
                $"Ethos no longer grants {Names(group.Select(entry => entry.From))} to this application as before: grant it again.",
                group.Any(entry => entry.IsWhole && entry.From.DecidesMeaning))),
    ];

    /// <summary>What the operator should know.</summary>
    public IEnumerable<SourceNotice> Notices(PullRequest request) =>
    [
        .. this.never.Select(one => new SourceNotice(
            ConnectorCodes.NotGranted,
            $"Ethos does not give {one.Resource} to this application{Missing(one)}{ReadPlaces.Of(request, one.Fields)}. Grant the resource to the application in Ethos.")),
        .. this.lost.Select(one => new SourceNotice(
            ConnectorCodes.GrantLost,
            $"Ethos gave {one.Resource} to this application before and refuses it now{ReadPlaces.Of(request, one.Fields)}. What was issued stays as it is. Grant the resource to the application in Ethos again.")),
        .. this.narrowed.Select(one => new SourceNotice(
            ConnectorCodes.GrantLost,
            $"Ethos showed all of {one.Resource} to this application before and withholds fields now{ReadPlaces.Of(request, one.Fields)}. What was issued stays as it is. Widen the permissions again.")),
    ];

    // Without the categories the row itself still says something: elsewhere's work names no course of ours.
    private static string Missing(EthosSecondary one) => one.Resource == EthosResources.CreditCategories.Name
        ? ", so work counts as transferred where its row names neither a section nor a course"
        : one.Fields.Contains("awards") ? ", so the awards of every person are empty"
        : $", so {string.Join(", ", one.Fields.Where(name => !Said.Contains(name)))} are missing"
            + (one.Fields.Any(Said.Contains) ? " and course.code is what the transcript itself says" : string.Empty);

    // what a transcript grade says itself where nothing else does
    private static readonly string[] Said = ["course.code", "course.title", "courses.course.code", "courses.course.title"];

    private static string Names(IEnumerable<EthosSecondary> some) => string.Join(" and ", some.Select(one => one.Resource));
}
