using LerBridge.Sandbox.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LerBridge.Sandbox.Wire;

/// <summary>What makes a site: its routes, its manners, and what every request must pass before it is routed.</summary>
internal sealed record SitePlan(int Port, SiteManners Manners, Action<IEndpointRouteBuilder> Map)
{
    public Meter Meter { get; init; } = new();

    public FaultBoard Faults { get; init; } = new();

    public Func<HttpContext, RequestDelegate, Task>? Gate { get; init; }

    public Action<ListenOptions>? Listen { get; init; }
}
