using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LerBridge.IntegrationTests.Drivers;

/// <summary>A chat room's incoming webhook on loopback, which keeps what it is told.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly WebApplication app;

    private Listener(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Told { get; } = [];

    public Uri Url => new(this.app.Urls.Single());

    public static async Task<Listener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var listener = new Listener(builder.Build());
        listener.app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            listener.Told.Enqueue(await reader.ReadToEndAsync(context.RequestAborted));
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        await listener.app.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => this.app.DisposeAsync();
}
