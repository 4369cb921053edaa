using Microsoft.Extensions.Hosting;

namespace LerBridge.Sandbox.Wire;

/// <summary>Signals belong to the process that the sandbox runs in, not to its sites.</summary>
internal sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
