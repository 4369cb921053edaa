using LerBridge.Worker.Scheduling;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Scheduling;

internal sealed class RunGateTests
{
    [Test]
    public void A_mapping_runs_once_at_a_time_and_others_beside_it()
    {
        var gate = new RunGate();
        using var first = gate.TryEnter("canvas-courses");

        Assert.That(gate.TryEnter("canvas-courses"), Is.Null);
        Assert.That(gate.TryEnter("banner-courses"), Is.Not.Null);

        first?.Dispose();
        Assert.That(gate.TryEnter("canvas-courses"), Is.Not.Null);
    }
}
