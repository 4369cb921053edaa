using System.Net;
using LerBridge.Sandbox.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LerBridge.Sandbox.Wire;

/// <summary>One imitated system on a loopback port of its own, with its faults and counters.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Site(WebApplication app, Meter meter, FaultBoard faults) => (_app, Meter, Faults) = (app, meter, faults);

    public Meter Meter { get; }

    public FaultBoard Faults { get; }

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public static async Task<Site> StartAsync(SitePlan plan, TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 8 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, plan.Port, plan.Listen ?? Ordinary);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        var app = builder.Build();
        var site = new Site(app, plan.Meter, plan.Faults);
        var line = new FaultLine(plan.Meter, plan.Faults, plan.Manners, time);
        app.Use(line.InvokeAsync);
        if (plan.Gate is { } gate)
        {
            app.Use(gate);
        }

        app.Use(line.WaitAsync);
        try
        {
            plan.Map(app);
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        site.Url = new Uri(addresses?.Addresses.First() ?? throw new InvalidOperationException("The site listens nowhere."));
        return site;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Ordinary(ListenOptions options) => options.Protocols = HttpProtocols.Http1;
}
