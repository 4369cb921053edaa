using LerBridge.Core.Mapping;
using LerBridge.Core.Mapping.Tables;
using LerBridge.Worker.Cli;

namespace LerBridge.Worker.Commands;

/// <summary>Adds what only a clock can tell to what compiling found: which rows of reviewed tables hold records today, and which will within thirty days.</summary>
internal static class ReviewsAhead
{
    private const int Days = 30;

    public static CatalogResult Added(CatalogResult catalog, Site site, Surroundings surroundings)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(surroundings.Time.GetUtcNow(), site.Options.TimeZone).DateTime);
        return catalog with { Diagnostics = [.. catalog.Diagnostics, .. ReviewsDue.Of(catalog.Mappings, today, Days)] };
    }
}
