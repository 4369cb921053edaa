using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

/// <summary>Tests against imitated systems that are started anew for each, through a wire that can refuse what it is told to.</summary>
internal abstract class SandboxFixture
{
    private SandboxHost? sandbox;

    protected RefusingWire Wire { get; } = new();

    protected SandboxHost Sandbox => this.sandbox ?? throw new InvalidOperationException("Not started.");

    [SetUp]
    public async Task Start()
    {
        this.sandbox = await SandboxHost.StartAsync(new SandboxOptions(), CancellationToken.None);
        this.Prepare(this.sandbox);
    }

    [TearDown]
    public async Task Stop()
    {
        this.Wire.Dispose();
        await this.Sandbox.DisposeAsync();
    }

    /// <summary>What the imitated systems are to do throughout.</summary>
    protected virtual void Prepare(SandboxHost started)
    {
    }
}
