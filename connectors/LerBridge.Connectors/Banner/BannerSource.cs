using LerBridge.Connectors.Shared;
using LerBridge.Core.Sources;
using Microsoft.Extensions.Logging;

namespace LerBridge.Connectors.Banner;

/// <summary>What every pull from Ethos needs.</summary>
internal sealed record BannerSource(string Name, IEthosApi Api, EthosPaging Paging, BannerOptions Options, ILogger Log)
{
    /// <summary>How often a list is read where it shifts meanwhile; the last time stands as partial.</summary>
    public const int MostPasses = 3;

    /// <summary>The last batch of a partition.</summary>
    public SourceBatch End(string partition, string? shifted, bool restarts, BannerGrants grants)
    {
        var why = shifted ?? grants.Partial;
        if (why is not null)
        {
            ConnectorLog.Partial(this.Log, this.Name, partition, why);
        }

        return new SourceBatch
        {
            Partition = partition,
            Cursor = BannerCursor.End(grants.Granted),
            Restarts = restarts,
            End = why is null ? new PartitionEnd.Complete() : new PartitionEnd.Partial(why),
            Unread = grants.Unread,
        };
    }

    /// <summary>What the operator should know of fields.</summary>
    public static IEnumerable<SourceNotice> Notices(IEnumerable<string> withheld, BannerFields fields)
    {
        foreach (var name in withheld)
        {
            yield return new SourceNotice(ConnectorCodes.FieldsWithheld, $"Ethos withholds fields of {name} from this application.");
        }

        if (fields.FoundDangling)
        {
            yield return new SourceNotice(ConnectorCodes.Dangling, "Some rows refer to something that Ethos does not have; those fields are missing.");
        }
    }
}
