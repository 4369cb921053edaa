using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LerBridge.IntegrationTests.Drivers;

/// <summary>A receiver that makes nothing of idempotency keys: whatever is posted is taken once more. It knows under which key something came, and says so where it is asked.</summary>
internal sealed class KeylessReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private readonly WebApplication app;
    private readonly Random pace;
    private readonly Lock gate = new();

    private KeylessReceiver(WebApplication app, int seed) => (this.app, this.pace) = (app, new Random(seed));

    /// <summary>What was taken, in the order in which it was written down.</summary>
    public ConcurrentQueue<Taken> All { get; } = [];

    public string Url => this.app.Urls.Single();

    public static async Task<KeylessReceiver> StartAsync(int seed)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new KeylessReceiver(builder.Build(), seed);
        receiver.app.MapPost("/credentials", receiver.TakeAsync);
        receiver.app.MapPost("/credentials/status", receiver.TakeAsync);
        receiver.app.MapGet("/asked/{key}", (string key) => receiver.Has(key) ? Results.Ok() : Results.NotFound());
        await receiver.app.StartAsync();
        return receiver;
    }

    public bool Has(string key) => this.All.Any(one => one.Key == key);

    public ValueTask DisposeAsync() => this.app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var document = JsonDocument.Parse(body.ToArray());
        var root = document.RootElement;
        var taken = new Taken(
            context.Request.Headers["Idempotency-Key"].ToString(),
            root.GetProperty("id").GetString() ?? string.Empty,
            root.TryGetProperty("credentialSubject", out var subject) ? subject.GetProperty("term").GetString() ?? string.Empty : root.GetProperty("status").GetString() ?? string.Empty);

        // now and then so long that whoever sent it is dead, and his successor asks, before it is written down
        await Task.Delay(this.Pace());
        this.All.Enqueue(taken);
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private TimeSpan Pace()
    {
        lock (this.gate)
        {
            return this.pace.Next(50) == 0 ? Slow : TimeSpan.FromMilliseconds(this.pace.Next(20));
        }
    }
}

/// <summary>Something that was posted.</summary>
/// <param name="Key">Under which key it came.</param>
/// <param name="CredentialId">The credential.</param>
/// <param name="Says">The grade that it certifies, or the status.</param>
internal sealed record Taken(string Key, string CredentialId, string Says);
