using LerBridge.Core.Mapping;
using LerBridge.Tests.Credentials;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Lists;

/// <summary>What <c>clr@2.0</c> asks for and what it fills itself.</summary>
internal sealed class LearnerRecordProfileTests
{
    private const string Association = "credentialSubject:\n  association:\n    - { associationType: isPartOf, sourceId: https://college.example/a/1, targetId: https://college.example/a/2 }";

    [TestCase("id: urn:x", "LB2301")]
    [TestCase("issuer: x", "LB2301")]
    [TestCase("credentialStatus: {}", "LB2301")]
    [TestCase("credentialSubject: { identifier: [] }", "LB2301")]
    [TestCase("credentialSubject: { achievement: [] }", "LB2301")]
    [TestCase("credentialSubject: { verifiableCredential: [] }", "LB2301")]
    [TestCase("credentialSubject: { term: Spring }", "LB1101")]
    [TestCase("achievements: [ { id: https://x.example/, name: N, description: D, criteria: { narrative: N }, resultDescription: [] } ]", "LB2301")]
    [TestCase("achievements: [ { id: https://x.example/, name: N } ]", "LB2104")]
    [TestCase("partial: maybe", "LB2102")]
    [TestCase("partial: = count(courses)", "LB2102")]
    [TestCase("partial: = person.confidential", "")]
    [TestCase("partial: true", "")]
    [TestCase("endorsement: []", "LB1150")]
    [TestCase(Association, "")]
    public void What_may_be_written_and_what_not(string after, string codes) => Assert.That(Registrar.Codes(Registrar.Record(after: after)), Is.EqualTo(codes));

    [Test]
    public void A_word_that_associations_do_not_know_is_told() => Assert.That(Registrar.Codes(Registrar.Record(after: Association.Replace("isPartOf", "isThePartOf", StringComparison.Ordinal))), Is.EqualTo("LB2103"));

    [Test]
    public void An_embedded_credential_may_not_write_what_is_filled() =>
        Assert.That(Registrar.Codes(Registrar.Record(credentials: Registrar.Named("= r.course.title\n  key: = r.transcript.id"))), Is.EqualTo("LB1101"));

    [Test]
    public void A_record_needs_a_name() => Assert.That(Registrar.Codes(Registrar.Record().Replace("  name: Record\n", string.Empty, StringComparison.Ordinal)), Is.EqualTo("LB2104"));

    [TestCase("if_empty: omit\n")]
    [TestCase("")]
    public void A_list_that_may_not_be_empty_says_what_happens_where_it_is(string ifEmpty) =>
        Assert.That(Registrar.Codes(Registrar.Record(credentials: Registrar.Loop.Replace("if_empty: hold\n", ifEmpty, StringComparison.Ordinal))), Is.EqualTo("LB2104"));

    [TestCase("hold", "Hold")]
    [TestCase("{ skip: nothing yet }", "Skip")]
    public void An_empty_record_does_what_the_mapping_says(string policy, string outcome) =>
        Assert.That(Registrar.Mapper(Registrar.Record(credentials: Registrar.Loop.Replace("if_empty: hold", $"if_empty: {policy}", StringComparison.Ordinal))).Map(Registrar.History()).GetType().Name, Is.EqualTo(outcome));

    [Test]
    public void The_name_is_left_out_everywhere_where_the_mapping_says_so()
    {
        var mapping = Registrar.Record().Replace("profile: clr@2.0", "profile: clr@2.0\n  identifier: none", StringComparison.Ordinal);

        Assert.That(Author.Text(Registrar.Mapper(mapping).Map(Registrar.History("t1 X A"))), Does.Not.Contain("Ana Ruiz").And.Not.Contain("identifier"));
    }

    [Test]
    public void Results_of_one_list_are_not_those_of_another()
    {
        var second = Registrar.Badge.Replace("  credentialSubject:\n", "  credentialSubject:\n    results: [ { name: Mark, type: RawScore, value: \"1\" } ]\n", StringComparison.Ordinal).Replace("r.", "first(courses).", StringComparison.Ordinal);
        var list = "- " + Results("Grade").Trim().Replace("r.", "first(courses).", StringComparison.Ordinal) + "\n- " + second.Trim() + "\n- " + Registrar.Badge.Trim().Replace("r.", "first(courses).", StringComparison.Ordinal);
        var guarded = Registrar.Record(before: "when:\n  - hold: none\n    if: = first(courses) = missing", credentials: list);

        var credentials = Author.Claims(Registrar.Mapper(guarded).Map(Registrar.History("t1 X A")))["credentials"]?.AsArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(credentials?.Select(one => one?["credentialSubject"]?["achievement"]?["resultDescription"]?[0]?["name"]?.ToString()), Is.EqualTo(new[] { "Grade", "Mark", null }));
            Assert.That(credentials?.Take(2).Select(one => one?["credentialSubject"]?["result"]?[0]?["resultDescription"]?.ToString()),
                Is.EqualTo(credentials?.Take(2).Select(one => one?["credentialSubject"]?["achievement"]?["resultDescription"]?[0]?["id"]?.ToString())));
            Assert.That(credentials?[0]?["credentialSubject"]?["result"]?[0]?["resultDescription"]?.ToString(), Is.Not.EqualTo(credentials?[1]?["credentialSubject"]?["result"]?[0]?["resultDescription"]?.ToString()), "though the achievement is the same");
        }
    }

    [Test]
    public async Task What_the_mapping_writes_the_issuer_signs()
    {
        using var issuing = await Issuing.Start();
        var plan = Author.Plan(Registrar.Record(credentials: Registrar.Loop.Replace("description: D", "description: The course ${r.course.title}.", StringComparison.Ordinal).Replace("narrative: N", "narrative: Passed", StringComparison.Ordinal), after: "partial: true"));

        var claims = plan.Mapper.Map(Registrar.History("t1 NUR-110 A", "t2 BIO-160 B")) is MapResult.Issue issue ? issue.Claims : throw new InvalidOperationException("Nothing was issued.");

        Assert.That(issuing.Issuer.Check(plan.Profile, claims).Select(problem => $"{problem.Code} {problem.Pointer}"), Is.Empty);
    }

    private static string Results(string name) => Registrar.Badge.Replace("  credentialSubject:\n", $"  credentialSubject:\n    results: [ {{ name: {name}, type: LetterGrade, value: A }} ]\n", StringComparison.Ordinal);
}
