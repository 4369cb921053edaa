using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>
/// Resolves GUIDs of one resource. A list that is short, or short beside what it is needed for, is read once by pages; a long one is asked one by one, and what was asked is kept within bounds.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
/// <typeparam name="TKept">What is kept of it: as little as is needed.</typeparam>
internal sealed class EthosDirectory<T, TKept>
    where T : EthosThing
    where TKept : class
{
    private const int FewPages = 4;

    private readonly IEthosApi api;
    private readonly EthosPaging paging;
    private readonly EthosResource<T> resource;
    private readonly Func<T, TKept> keep;
    private readonly int most;
    private readonly int ahead;
    private readonly bool isNeeded;

    // Two generations: when the young one is full it becomes the old one, and what was not asked for since is gone.
    private Dictionary<string, TKept?> young = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, TKept?> old = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="api">Ethos.</param>
    /// <param name="paging">Its lists.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="keep">What is kept of one.</param>
    /// <param name="most">How many are kept at most.</param>
    /// <param name="ahead">How many are asked for at once.</param>
    /// <param name="isNeeded">True where the pull makes no sense without the resource; else a refusal is remembered and nothing is found.</param>
    public EthosDirectory(IEthosApi api, EthosPaging paging, EthosResource<T> resource, Func<T, TKept> keep, int most, int ahead, bool isNeeded = false)
    {
        this.api = api;
        this.paging = paging;
        this.resource = resource;
        this.keep = keep;
        this.most = most;
        this.ahead = ahead;
        this.isNeeded = isNeeded;
    }

    /// <summary>True where Ethos refuses the resource to this application.</summary>
    public bool Refused { get; private set; }

    /// <summary>True where Ethos says that it withholds fields of the resource.</summary>
    public bool Withheld { get; private set; }

    /// <summary>Reads the whole list where that is cheaper than asking for each.</summary>
    /// <param name="wanted">How many GUIDs there are to resolve at most; null where that is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task OpenAsync(int? wanted, CancellationToken cancellationToken)
    {
        EthosList<T> list;
        try
        {
            list = await this.paging.OpenAsync(this.resource, cancellationToken);
        }
        catch (ConnectorException problem) when (!this.isNeeded && EthosSecondary.IsRefusal(problem))
        {
            this.Refused = true;
            return;
        }

        this.Withheld = list.First.Withheld;
        var pages = (list.Total ?? 0) / list.PageSize;
        if (list.Total is { } total && (total > this.most || (pages > FewPages && pages > wanted / 4)))
        {
            return;
        }

        await foreach (var item in this.paging.AllAsync(list, cancellationToken))
        {
            if (item.Key is { } key)
            {
                this.young[key] = this.keep(item);
            }
        }
    }

    /// <summary>Makes sure that these are known, or known to lead nowhere.</summary>
    public async Task EnsureAsync(IEnumerable<string?> guids, CancellationToken cancellationToken)
    {
        if (this.Refused)
        {
            return;
        }

        var missing = new List<string>();
        foreach (var guid in guids.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (this.old.Remove(guid, out var kept))
            {
                this.young[guid] = kept;
            }
            else if (!this.young.ContainsKey(guid))
            {
                missing.Add(guid);
            }
        }

        await foreach (var (guid, found) in Prefetch.InOrderAsync(missing, async (guid, token) => (guid, await this.api.GetAsync(this.resource, guid, token)), this.ahead, cancellationToken))
        {
            this.young[guid] = found is null ? null : this.keep(found);
        }
    }

    /// <summary>What is kept of one; null where the GUID leads nowhere.</summary>
    public TKept? Find(string? guid) => guid is null ? null : this.young.GetValueOrDefault(guid) ?? this.old.GetValueOrDefault(guid);

    /// <summary>What is kept of all that are known now.</summary>
    public IEnumerable<TKept> Known => this.young.Values.Concat(this.old.Values).OfType<TKept>();

    /// <summary>Forgets what was not asked for lately, where there is too much. Between batches only: what a batch has ensured stays.</summary>
    public void Trim()
    {
        if (this.young.Count > this.most)
        {
            this.old = this.young;
            this.young = new Dictionary<string, TKept?>(StringComparer.OrdinalIgnoreCase);
        }
    }
}
