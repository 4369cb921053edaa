using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LerBridge.Tests.Delivery;

/// <summary>A receiver on a loopback port that remembers what it was sent and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private int underWay;
    private int mostUnderWay;

    private Receiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<Received> All { get; } = [];

    public Func<HttpContext, Received, Task> Answer { get; set; } = (context, _) =>
    {
        context.Response.StatusCode = 201;
        return Task.CompletedTask;
    };

    public int MostUnderWay => this.mostUnderWay;

    public Uri Url => new(this.app.Urls.Single() + "/credentials");

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => this.app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var now = Interlocked.Increment(ref this.underWay);
        for (var most = this.mostUnderWay; now > most && Interlocked.CompareExchange(ref this.mostUnderWay, now, most) != most; most = this.mostUnderWay)
        {
        }

        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var received = new Received(
                context.Request.Method,
                context.Request.Path,
                context.Request.ContentType,
                context.Request.Headers["Idempotency-Key"],
                context.Request.Headers.Authorization,
                body.ToArray());
            this.All.Enqueue(received);
            await this.Answer(context, received);
        }
        finally
        {
            Interlocked.Decrement(ref this.underWay);
        }
    }

    internal sealed record Received(string Method, string? Path, string? ContentType, string? Key, string? Authorization, byte[] Body);
}
