using LerBridge.Core.Diagnostics;
using LerBridge.Core.Pipeline;

namespace LerBridge.Worker.Public;

/// <summary>Makes sure that the DID document in the public folder is that of the keys as they are, also where another process is publishing at the same moment.</summary>
internal static class DidPublication
{
    private const string Name = ".well-known/did.json";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static string FileOf(Bridge bridge) => Path.Combine(bridge.Options.PublicFolder, Name);

    /// <exception cref="StoreException">It cannot be written, or another process did not let go in half a minute (LB6401).</exception>
    public static async Task PublishAsync(BridgeServices services, CancellationToken cancellationToken)
    {
        var publisher = new StatusPublisher(services);
        for (var started = services.Time.GetTimestamp(); ;)
        {
            await publisher.PublishAsync(force: false, cancellationToken);
            if (await services.Public.ReadAsync(Name, cancellationToken) is { } published && services.Documents.DidDocument().Span.SequenceEqual(published))
            {
                return;
            }

            if (services.Time.GetElapsedTime(started) > Patience)
            {
                throw new StoreException(FailureKind.Transient, "LB6401", "Another process is publishing, so the DID document is not up to date yet. What was changed is kept; run lerbridge status publish when it has ended.");
            }

            await Task.Delay(Pause, services.Time, cancellationToken);
        }
    }
}
