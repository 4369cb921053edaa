using LerBridge.Core.Installation;
using LerBridge.Core.Mapping;
using LerBridge.Core.People;
using LerBridge.Tests.Builders;
using NUnit.Framework;

namespace LerBridge.Tests.Core.People;

internal sealed class PersonMatcherTests
{
    private static readonly PersonIdentifier SisId = new("sis_id", "A1");
    private static readonly PersonIdentifier Source = new("connector:canvas-main", "88");

    [Test]
    public void Someone_nobody_knows_becomes_a_person_with_all_their_identifiers()
    {
        var matched = Matcher().Match([SisId, Source], new Dictionary<PersonIdentifier, string>());

        Assert.That(matched, Is.TypeOf<MatchResult.Person>().With.Property("New").EquivalentTo(new[] { SisId, Source }));
    }

    [Test]
    public void The_same_stranger_gets_the_same_id_every_time() =>
        Assert.That(Id(Matcher().Match([Source], new Dictionary<PersonIdentifier, string>())), Is.EqualTo(Id(Matcher().Match([SisId, Source], new Dictionary<PersonIdentifier, string>()))));

    [Test]
    public void A_known_identifier_finds_its_person_and_brings_the_new_ones_along()
    {
        var matched = Matcher().Match([SisId, Source], new Dictionary<PersonIdentifier, string> { [SisId] = "p1" });

        Assert.That(matched, Is.EqualTo(new MatchResult.Person("p1", [Source])).Using<MatchResult.Person>((a, b) => a.Id == b.Id && a.New.SequenceEqual(b.New)));
    }

    [Test]
    public void Identifiers_of_two_persons_are_held_for_a_human()
    {
        var email = new PersonIdentifier("verified_email", "a@x.example");

        var matched = Matcher().Match([SisId, email, Source], new Dictionary<PersonIdentifier, string> { [SisId] = "p1", [email] = "p2" });

        Assert.That(Code(matched), Is.EqualTo("LB3502"));
    }

    [Test]
    public void A_source_key_that_moved_to_another_person_is_held()
    {
        var matched = Matcher().Match([SisId, Source], new Dictionary<PersonIdentifier, string> { [SisId] = "p1", [Source] = "p2" });

        Assert.That(Code(matched), Is.EqualTo("LB3503"));
    }

    [Test]
    public void Where_the_mapping_says_so_a_stranger_is_held()
    {
        var plan = Plans.Make();
        var matcher = Matcher(plan with { Person = plan.Person with { HoldIfNone = true } });

        Assert.That(Code(matcher.Match([SisId, Source], new Dictionary<PersonIdentifier, string>())), Is.EqualTo("LB3501"));
    }

    [Test]
    public void Types_match_each_other_only_where_the_site_says_so()
    {
        var record = Plans.Record("c", "88", "A", sisId: "A1");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Matcher().Identifiers(record), Is.EqualTo(new[] { SisId, Source }));
            Assert.That(Matcher(sameAs: ["banner_id", "sis_id"]).Identifiers(record)[0].Type, Is.EqualTo("banner_id"));
        }
    }

    [Test]
    public void An_identifier_does_not_print_its_value() => Assert.That($"{SisId}", Is.EqualTo("sis_id"));

    private static PersonMatcher Matcher(MappingPlan? plan = null, params string[] sameAs) => new(plan ?? Plans.Make(), new IdentityRules([sameAs]), new InstallationSecret(new byte[32]));

    private static string? Id(MatchResult result) => (result as MatchResult.Person)?.Id;

    private static string? Code(MatchResult result) => (result as MatchResult.Hold)?.Reason.Code;
}
