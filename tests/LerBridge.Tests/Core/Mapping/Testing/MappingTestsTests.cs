using LerBridge.Core.Mapping;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Testing;

internal sealed class MappingTestsTests
{
    private const string Given = "course: { id: '1', name: N }\n      person: { id: '2', full_name: Ana Ruiz }\n      section: { names: [Day, Night] }";

    [TestCase("expect: { outcome: issue }", "")]
    [TestCase("expect: { outcome: skip }", "outcome")]
    [TestCase("expect: { credential: { name: N } }", "")]
    [TestCase("expect: { credential: { name: M } }", "name")]
    [TestCase("expect: { credential: { nmae: N } }", "nmae")]
    [TestCase("expect: { credential: { description: absent } }", "")]
    [TestCase("expect: { credential: { name: absent } }", "name")]
    [TestCase("expect: { credential: { credentialSubject: { achievement: { name: A } } } }", "")]
    [TestCase("expect: { credential: { credentialSubject.achievement.tag: [Day, Night] } }", "")]
    [TestCase("expect: { credential: { credentialSubject.achievement.tag: [Night, Day] } }", "credentialSubject.achievement.tag")]
    [TestCase("expect: { credential: { 'credentialSubject.achievement.tag[*]': [Day, Night] } }", "")]
    [TestCase("expect: { credential: { 'credentialSubject.achievement.tag[1]': Night } }", "")]
    [TestCase("expect: { credential: { 'credentialSubject.achievement.tag[2]': Night } }", "credentialSubject.achievement.tag[2]")]
    [TestCase("expect: { credential: { 'credentialSubject.achievement.tag[*]': Day } }", "credentialSubject.achievement.tag[*]")]
    [TestCase("expect: { credential: { credentialSubject.achievement.tag: { count: 2 } } }", "")]
    [TestCase("expect: { credential: { credentialSubject.achievement.tag: { count: 3 } } }", "credentialSubject.achievement.tag")]
    [TestCase("expect: { credential: { 'credentialSubject.achievement.alignment[*].targetCode': [A] } }", "credentialSubject.achievement.alignment[*].targetCode")]
    [TestCase("person: many\n    expect: { outcome: hold }", "")]
    [TestCase("person: none\n    expect: { outcome: issue }", "")]
    [TestCase("person: many\n    expect: { outcome: issue }", "outcome")]
    public void An_expectation_is_met_or_named(string expect, string mismatch)
    {
        var result = Author.Compile(Mapping($"- name: t\n    given:\n      {Given}\n    {expect}"));
        Assert.That(result.Diagnostics.Select(d => $"{d.Code} {d.Message}"), Is.Empty);

        var outcome = MappingTests.Run(result).Single();

        Assert.That(string.Join(' ', outcome.Mismatches.Select(found => found.What)), Is.EqualTo(mismatch));
        Assert.That(outcome.Passed, Is.EqualTo(mismatch.Length == 0));
        Assert.That(MappingTests.Describe(outcome), Does.StartWith(outcome.Passed ? "pass  " : "FAIL  "));
    }

    [TestCase("expect: {}", "LB1401")]
    [TestCase("expect: { outcome: skip, credential: { name: N } }", "LB1401")]
    [TestCase("expect: { outcome: skipped }", "LB1111")]
    [TestCase("like: u\n    expect: { outcome: issue }", "LB1403")]
    [TestCase("change: { course.nmae: x }\n    expect: { outcome: issue }", "LB1102")]
    [TestCase("change: { grade.score: high }\n    expect: { outcome: issue }", "LB1405")]
    [TestCase("change: { enrolment.state: done }\n    expect: { outcome: issue }", "LB1405")]
    [TestCase("change: { completed_at: 2026-05-08T10:00:00 }\n    expect: { outcome: issue }", "LB1405")]
    [TestCase("change: { course.id: missing }\n    expect: { outcome: issue }", "LB1402")]
    [TestCase("change: { course.name: }\n    expect: { outcome: issue }", "LB1402")]
    [TestCase("expekt: { outcome: issue }", "LB1101")]
    public void A_test_that_proves_nothing_is_an_error(string rest, string codes)
    {
        var result = Author.Compile(Mapping($"- name: t\n    given:\n      {Given}\n    {rest}"));

        Assert.That(string.Join(' ', result.Diagnostics.Select(found => found.Code).Order()), Is.EqualTo(codes));
    }

    [Test]
    public void Two_tests_cannot_have_one_name_and_a_sample_must_be_there()
    {
        var twice = $"- name: t\n    given:\n      {Given}\n    expect: {{ outcome: issue }}\n  - name: t\n    like: t\n    expect: {{ outcome: issue }}";

        Assert.That(Author.Single(Mapping(twice)).Code, Is.EqualTo("LB1404"));
        Assert.That(Author.Compile(Mapping("- name: t\n    given: { file: x.json }\n    expect: { outcome: issue }")).Diagnostics.Select(d => d.Code), Is.EquivalentTo(new[] { "LB3124" }));
    }

    [Test]
    public void A_failed_outcome_says_why_and_where()
    {
        var mapping = Mapping($"- name: t\n    given:\n      {Given}\n    change: {{ person.full_name: missing }}\n    expect: {{ outcome: issue }}");

        var text = MappingTests.Describe(MappingTests.Run(Author.Compile(mapping)).Single());

        Assert.That(text, Does.Contain("expected  issue").And.Contain("got       hold").And.Contain("LB3411"));
    }

    private static string Mapping(string tests) => Author.Small(inAchievement: "tag: = section.names") + "\ntests:\n  " + tests;
}
