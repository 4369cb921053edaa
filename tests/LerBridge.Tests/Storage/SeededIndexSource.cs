using LerBridge.Storage.Status;

namespace LerBridge.Tests.Storage;

/// <summary>Status indices that are the same in every run of the tests.</summary>
internal sealed class SeededIndexSource : IIndexSource
{
    private readonly Random random = new(20261120);

    public int Next(int length) => this.random.Next(length);
}
