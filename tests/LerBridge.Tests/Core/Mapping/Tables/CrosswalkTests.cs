using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping;
using LerBridge.Tests.Core.Frameworks;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Tables;

internal sealed class CrosswalkTests
{
    private const string Own = "1 NUR-1 Plans care|2 NUR-2 Leads|3 NUR-3 Teaches";
    private const string State = "11 S-1 Plans|12 S-2 Cares|13 S-3 Runs a shift";

    private static readonly string Aligned = """
        alignment:
          for: t in to_state[course.code]
          if_empty: hold
          each:
            targetName: = t.name
            targetUrl: = t.url
            targetCode: = t.code
            targetFramework: = t.framework_name
            targetDescription: = t.relation
        """;

    [Test]
    public void Items_of_one_framework_lead_to_those_of_another()
    {
        var plan = Author.Plan(Mapping("from: own@1, to: state@1"), Files("1 exactMatchOf 11"));

        var claims = Author.Claims(plan.Mapper.Map(Author.Ana("course.code = NUR-1")));

        Assert.That(claims["credentialSubject"]?["achievement"]?["alignment"]?.ToJsonString(), Is.EqualTo(
            """[{"targetName":"Plans","targetUrl":"https://state.example/c/11","targetCode":"S-1","targetDescription":"exactMatchOf","targetFramework":"State Nursing"}]"""));
        Assert.That(plan.Mapper.Map(Author.Ana("course.code = NUR-2")), Is.InstanceOf<MapResult.Hold>(), "nothing matches it");
    }

    [Test]
    public void A_match_may_be_told_from_either_end_and_in_either_framework_or_a_third()
    {
        Assert.That(Codes("from: own@1, to: state@1", own: "11 exactMatchOf 1"), Is.EqualTo("S-1"));
        Assert.That(Codes("from: own@1, to: state@1", state: "1 exactMatchOf 11"), Is.EqualTo("S-1"));
        Assert.That(Codes("from: own@1, to: state@1, by: both@1", both: "11 exactMatchOf 1"), Is.EqualTo("S-1"));
        Assert.That(Codes("from: own@1, to: state@1", own: "1 exactMatchOf 11", state: "11 exactMatchOf 1"), Is.EqualTo("S-1"), "once");
    }

    [Test]
    public void Only_the_relations_that_were_asked_for_count_and_a_part_is_not_the_whole()
    {
        const string Associations = "1 isRelatedTo 12|1 isPartOf 13|11 isPartOf 1";

        Assert.That(Codes("from: own@1, to: state@1, relations: [isRelatedTo]", Associations), Is.EqualTo("S-2"));
        Assert.That(Codes("from: own@1, to: state@1, relations: [isPartOf, isRelatedTo]", Associations), Is.EqualTo("S-2 S-3"));
        Assert.That(Codes("from: own@1, to: state@1, relations: isPartOf", Associations), Is.EqualTo("S-3"));
    }

    [Test]
    public void The_relation_is_a_closed_list_to_formulas()
    {
        var found = Author.Compile(Mapping("from: own@1, to: state@1", "  if_empty: hold", "  where: = t.relation = \"isPartOf\"\n  if_empty: hold"), Files("1 exactMatchOf 11")).Diagnostics;

        Assert.That(found.Select(one => one.Code), Is.EqualTo(new[] { "LB2106" }));
    }

    [Test]
    public void A_target_that_was_withdrawn_holds_records_of_that_day_and_later()
    {
        var files = Files("1 exactMatchOf 11", State.Replace("Plans", "Plans until 2026-05-01", StringComparison.Ordinal));
        var plan = Author.Plan(Mapping("from: own@1, to: state@1"), files);

        Assert.That(plan.Mapper.Map(Author.Ana("course.code = NUR-1", "ended_on = 2026-04-30")), Is.InstanceOf<MapResult.Issue>());
        Assert.That(plan.Mapper.Map(Author.Ana("course.code = NUR-1", "ended_on = 2026-05-01")), Is.InstanceOf<MapResult.Hold>());
    }

    [Test]
    public void The_frameworks_are_part_of_the_plan_s_hash()
    {
        var one = Author.Plan(Mapping("from: own@1, to: state@1"), Files("1 exactMatchOf 11"));
        var other = Author.Plan(Mapping("from: own@1, to: state@1"), Files("1 exactMatchOf 12"));

        Assert.That(one.Hash, Is.Not.EqualTo(other.Hash));
    }

    [Test]
    public void Two_matches_need_many()
    {
        var found = Author.Compile(Mapping("from: own@1, to: state@1").Replace("    many: true\n", string.Empty, StringComparison.Ordinal), Files("1 exactMatchOf 11|1 exactMatchOf 12")).Diagnostics;

        Assert.That(found.Select(one => (one.Code, one.Severity, one.Try)), Is.EqualTo(new[] { ("LB3121", Severity.Error, "many: true") }));
    }

    private static string Mapping(string crosswalk, string old = "", string @new = "") => Author.Small(
        before: $"tables:\n  to_state:\n    crosswalk: {{ {crosswalk} }}\n    many: true\n",
        inAchievement: old.Length > 0 ? Aligned.Replace(old, @new, StringComparison.Ordinal) : Aligned);

    private static string Codes(string crosswalk, string own = "", string state = "", string both = "")
    {
        var files = new Files()
            .With("frameworks/own-1.json", Publisher.Case(Own, own, "1"))
            .With("frameworks/state-1.json", Publisher.Case(State, state, "1", "State Nursing", "state.example"))
            .With("frameworks/both-1.json", Publisher.Case("99 X x", both, "1"));
        var plan = Author.Plan(Mapping(crosswalk), files);
        var claims = Author.Claims(plan.Mapper.Map(Author.Ana("course.code = NUR-1")));
        return string.Join(' ', (claims["credentialSubject"]?["achievement"]?["alignment"]?.AsArray() ?? []).Select(one => one?["targetCode"]?.GetValue<string>()));
    }

    private static Files Files(string associations, string state = State) => new Files()
        .With("frameworks/own-1.json", Publisher.Case(Own, associations, "1"))
        .With("frameworks/state-1.json", Publisher.Case(state, string.Empty, "1", "State Nursing", "state.example"));
}
