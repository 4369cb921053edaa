using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Planning;

internal sealed class NeverGuardTests
{
    private const string Before = "never: [pay]\ntables:\n  bands:\n    value: text\n    rows: { A: low, B: high }\nlet:\n  band: = lower(site.pay_band)\n";

    [TestCase("narrative: = site.pay_band")]
    [TestCase("narrative: Paid ${site.pay_band}")]
    [TestCase("narrative: = band")]
    [TestCase("narrative: = bands[site.pay_band]")]
    [TestCase("narrative: = if(site.pay_band = \"A\", \"low\", \"high\")")]
    [TestCase("narrative: = \"x\" & (term.name ?? site.pay_band ?? \"\")")]
    [TestCase("creditsEarned: = count(filter(section.names, n => n = (site.pay_band ?? \"\")))")]
    public void A_tagged_value_cannot_reach_the_credential_by_any_way(string member)
    {
        var found = Author.Compile(Author.Small(before: Before, inSubject: member)).Diagnostics;

        Assert.That(found.Select(d => d.Code), Is.EqualTo(new[] { "LB2302" }));
        Assert.That(found[0].Message, Does.StartWith("site.pay_band could reach the credential here"));
    }

    [Test]
    public void Conditions_of_when_and_where_reach_nothing()
    {
        var mapping = Author.Small(
            before: Before + "when:\n  - skip: too well paid\n    if: = site.pay_band = \"Z\"",
            inAchievement: "alignment:\n  for: n in section.names\n  where: = site.pay_band = \"A\"\n  each:\n    targetName: = n\n    targetUrl: https://x.example/");

        var result = Author.Compile(mapping);

        Assert.That(result.Diagnostics.Select(found => found.Code).Distinct(), Is.EqualTo(new[] { "LB1307" }), "only that a let and a table are not used");
        Assert.That(result.Plan?.RestrictedFields, Is.EqualTo(new[] { "site.pay_band" }));
    }

    [Test]
    public void The_name_in_the_credential_counts_too()
    {
        var named = Author.Compile(Author.Small(before: "never: [name]"));
        var nameless = Author.Compile(Author.Small(before: "never: [name]").Replace("profile: ob3@3.0.3", "profile: ob3@3.0.3\n  identifier: none", StringComparison.Ordinal));

        Assert.That(named.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "LB2302" }));
        Assert.That(nameless.Diagnostics, Is.Empty);
    }

    [Test]
    public void A_field_can_be_kept_out_by_name()
    {
        Assert.That(Author.Single(Author.Small(before: "never: [course.name]")).Code, Is.EqualTo("LB2302"));
    }
}
