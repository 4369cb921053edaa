using FsCheck;
using FsCheck.Fluent;
using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping;

internal sealed class RanksTests
{
    [Test]
    public void Ranks_sort_byte_by_byte_as_their_values_do()
    {
        decimal[] edges = [decimal.MinValue, -10.5m, -10m, -3.51m, -3.5m, -1m, -0.05m, -0.0049m, 0m, 0.0000000000000000000000000001m, 0.004m, 0.05m, 0.5m, 1m, 1.00m, 3.5m, 3.51m, 9m, 10m, 86.5m, 100m, decimal.MaxValue];

        Assert.That(edges.Select(value => Ranks.Of("m", value)), Is.Ordered.Using<string>(StringComparer.Ordinal));
        Assert.That(Ranks.Of("m", 1m), Is.EqualTo(Ranks.Of("m", 1.00m)));
    }

    [Test]
    public void Any_two_values_compare_as_their_ranks() =>
        Prop.ForAll<decimal, decimal>((one, other) => Math.Sign(Ranks.Compare(Ranks.Of("m", one), Ranks.Of("m", other))) == one.CompareTo(other))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(new Replay(new Rnd(20261120), null)));

    [Test]
    public void Ranks_of_different_formulas_say_nothing_about_each_other()
    {
        Assert.That(Ranks.Compare(Ranks.Of("a", 4m), Ranks.Of("b", 3m)), Is.Zero);
        Assert.That(Ranks.Compare(Ranks.Of("a", 4m), null), Is.Zero);
    }
}
