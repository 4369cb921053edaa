using System.Collections.Immutable;
using LerBridge.Connectors.Banner;
using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Delimited;
using LerBridge.Connectors.Sql;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors;

/// <summary>Every kind of system of record that settings can name, one line each.</summary>
public static class ConnectorCatalog
{
    /// <summary>The kinds, in the order of the documentation.</summary>
    public static ImmutableArray<IConnectorKind> Kinds { get; } =
    [
        new CanvasRegistration(),
        new BannerRegistration(),
        new WorkdayRegistration(),
        new DelimitedRegistration(),
        new SqlRegistration(),
    ];
}
