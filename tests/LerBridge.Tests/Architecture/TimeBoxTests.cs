using System.Reflection;
using NUnit.Framework;

namespace LerBridge.Tests.Architecture;

/// <summary>What throws nonsense at a parser ends: every such fixture has a time box.</summary>
internal sealed class TimeBoxTests
{
    private static readonly string[] Parsers =
    [
        "JsonLd.JsonLdFuzzTests", "JsonLd.LdFuzzTests", "Rdf.NQuadsTests", "Jose.JoseFuzzTests", "Keys.Base58Tests", "Proofs.SelectiveDisclosure.CborTests", "Pictures.BakedPngTests", "Pictures.BakedSvgTests",
        "Status.BitstringTests",
    ];

    [TestCaseSource(nameof(Parsers))]
    public void The_fixture_of_every_parser_has_a_time_box(string name)
    {
        var fixture = typeof(TimeBoxTests).Assembly.GetType("LerBridge.Tests.Credentials." + name);

        Assert.That(fixture, Is.Not.Null);
        Assert.That(IsBoxed(fixture) || Tests(fixture).All(IsBoxed), Is.True);
    }

    [Test]
    public void So_has_every_fixture_of_the_credential_engine_that_is_called_fuzz_or_tries_properties()
    {
        var open = typeof(TimeBoxTests).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("LerBridge.Tests.Credentials", StringComparison.Ordinal) == true)
            .Where(type => type.Name.EndsWith("FuzzTests", StringComparison.Ordinal) || type.GetMethods().Any(method => method.IsDefined(typeof(FsCheck.NUnit.PropertyAttribute))))
            .Where(type => !IsBoxed(type) && !Tests(type).All(IsBoxed));

        Assert.That(open, Is.Empty);
    }

    private static bool IsBoxed(MemberInfo member) => member.IsDefined(typeof(CancelAfterAttribute));

    private static IEnumerable<MethodInfo> Tests(Type fixture) =>
        fixture.GetMethods().Where(method => method.IsDefined(typeof(TestAttribute)) || method.IsDefined(typeof(TestCaseAttribute)) || method.IsDefined(typeof(FsCheck.NUnit.PropertyAttribute)));
}
