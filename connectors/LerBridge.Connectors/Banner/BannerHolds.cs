using System.Collections.Frozen;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>Who has a hold of a configured type on the day that the extract describes.</summary>
internal sealed class BannerHolds
{
    private static readonly FrozenSet<string> Categories = new[] { "academic", "administrative", "disciplinary", "financial", "health" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string>? persons;

    private BannerHolds(HashSet<string>? persons, IReadOnlyList<SourceNotice> notices)
    {
        this.persons = persons;
        this.Notices = notices;
    }

    public IReadOnlyList<SourceNotice> Notices { get; }

    /// <summary>Whether a person has one; null where no types are configured.</summary>
    public bool? Has(string person) => this.persons?.Contains(person);

    public static async Task<BannerHolds> ReadAsync(EthosPaging paging, IReadOnlyList<string> types, DateOnly day, CancellationToken cancellationToken)
    {
        if (types.Count == 0)
        {
            return new BannerHolds(null, []);
        }

        var wanted = types.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var codes = types.Where(type => !Categories.Contains(type) && !Guid.TryParse(type, out _)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (codes.Count > 0)
        {
            await foreach (var type in paging.AllAsync(await paging.OpenAsync(EthosResources.PersonHoldTypes, cancellationToken), cancellationToken))
            {
                if (type is { Code: { } code, Key: { } guid } && codes.Remove(code))
                {
                    wanted.Add(guid);
                }
            }
        }

        var persons = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var hold in paging.AllAsync(await paging.OpenAsync(EthosResources.PersonHolds, cancellationToken), cancellationToken))
        {
            var isOf = (hold.Type?.Category is { } category && wanted.Contains(category)) || (hold.Type?.Detail?.Key is { } detail && wanted.Contains(detail));
            if (isOf && hold.Person?.Key is { } person && !(Instants.Day(hold.StartOn) > day) && !(Instants.Day(hold.EndOn) < day))
            {
                persons.Add(person);
            }
        }

        return new BannerHolds(persons, codes.Count == 0 ? [] : [new SourceNotice(ConnectorCodes.UnknownHoldType, $"TranscriptHoldTypes names hold types that do not exist: {string.Join(", ", codes)}.")]);
    }
}
