using System.Text;
using LerBridge.Core.Frameworks;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Frameworks;

internal sealed class FrameworkDriftTests
{
    [Test]
    public void The_same_framework_did_not_drift()
    {
        var framework = Publisher.Framework("1 A Plans care|2 B Leads", "2 isChildOf 1");

        Assert.That(FrameworkDrift.Compare(framework, framework), Is.Empty);
    }

    [Test]
    public void Each_kind_of_change_is_told_once()
    {
        var before = Publisher.Framework("1 A One|2 B Two two|3 C Three|4 D Four|5 E Five|6 F Six", "2 isChildOf 1|3 isChildOf 1");
        var after = Publisher.Framework("1 A One|2 B Two  two until 2026-08-01|3 C Three, reworded|4 DD Four|5 E Five|7 G Seven", "2 isChildOf 1|3 isChildOf 4|5 replacedBy 1");

        Assert.That(Told(before, after), Is.EqualTo(new[]
        {
            "Withdrawn B", "Reworded C", "Moved C", "Recoded D", "Replaced E > A by Association", "Removed F", "Added G",
        }));
    }

    [Test]
    public void Items_that_were_given_new_addresses_are_known_by_code_and_words()
    {
        var before = Publisher.Framework("1 A Plans care", host: "old.example");
        var after = Publisher.Framework("2 A Plans  care", host: "new.example");

        Assert.That(Told(before, after), Is.EqualTo(new[] { "Readdressed A > A by Code" }));
    }

    [Test]
    public void What_is_gone_is_looked_for_by_association_then_code_then_words()
    {
        var before = Publisher.Framework(
            "1 A Administers medicine by mouth|2 B Leads a shift on a ward|3 C Plans care for adults with acute needs|4 D Sings|5 E Old",
            "5 exactMatchOf 25");
        var after = Publisher.Framework(
            "21 AA Gives drugs|22 B Heads a team|23 CC Plans and gives care for adults with acute needs|24 X Keeps books|25 EE New",
            "1 replacedBy 21");

        Assert.That(Told(before, after).Where(one => one.StartsWith("Removed", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "Removed A > AA by Association", "Removed B > B by Code", "Removed C > CC by Statement", "Removed D", "Removed E > EE by Association",
        }));
    }

    [Test]
    public void What_is_itself_withdrawn_or_replaced_is_never_proposed()
    {
        var before = Publisher.Framework("1 A Plans care");
        var after = Publisher.Framework("2 B Plans care until 2026-01-01|3 C Plans care|4 D Gives care", "1 replacedBy 2|3 replacedBy 4");

        Assert.That(Told(before, after)[0], Is.EqualTo("Removed A"));
    }

    [Test]
    public void A_chain_over_two_versions_leads_to_its_end()
    {
        var before = Publisher.Framework("1 A a|2 B b", "1 replacedBy 2");
        var after = Publisher.Framework("2 B b|3 C c", "2 replacedBy 3");

        Assert.That(Told(before, after), Is.EqualTo(new[] { "Removed A > C by Association", "Replaced B > C by Association", "Added C" }));
    }

    [Test]
    public void Statements_alike_are_measured_between_nothing_and_one()
    {
        var before = Publisher.Framework("1 A Welds pipe in fixed position");
        var after = Publisher.Framework("2 B Welds pipe in fixed position safely|3 C Keeps the accounting cycle");

        var proposal = FrameworkDrift.Compare(before, after)[0].Proposals.Single();

        Assert.That((proposal.Item.Code, proposal.Basis), Is.EqualTo(("B", ReplacementBasis.Statement)));
        Assert.That(proposal.Likeness, Is.GreaterThan(0.7).And.LessThan(1));
    }

    [Test]
    public void Credentials_are_counted_by_address_by_code_and_inside_tokens()
    {
        var framework = Publisher.Framework("1 A a|2 B b|3 C c");
        var count = new AlignmentCount(framework, framework.Items.Take(2));
        var token = $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(Alignments("""{ "targetUrl": "https://college.example/c/2" }"""))).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";

        foreach (var document in new[]
        {
            Alignments("""{ "targetUrl": "https://college.example/c/1" }, { "targetUrl": "https://college.example/c/1" }"""),
            Alignments("""{ "targetName": "x", "targetCode": "A", "targetFramework": "Nursing", "targetUrl": "https://elsewhere.example" }"""),
            Alignments("""{ "targetCode": "A", "targetFramework": "Another" }"""),
            Alignments("""{ "targetUrl": "https://college.example/c/3" }"""),
            Alignments("""{ "targetUrl": [ "https://college.example/c/1" ] }"""),
            token,
            "not a credential",
        })
        {
            count.Add(Encoding.UTF8.GetBytes(document));
        }

        Assert.That((count.Seen, count.Credentials, count.Of(framework.Items[0]), count.Of(framework.Items[1])), Is.EqualTo((7L, 3L, 2L, 1L)));
    }

    private static string Alignments(string alignments) => $$"""{ "credentialSubject": { "achievement": { "alignment": [ {{alignments}} ] } } }""";

    private static string[] Told(CompetencyFramework before, CompetencyFramework after) =>
    [
        .. FrameworkDrift.Compare(before, after).Select(change =>
            $"{change.Kind} {(change.Before ?? change.After)?.Code}{(change.Proposals.Count > 0 ? $" > {string.Join(",", change.Proposals.Select(one => one.Item.Code))} by {change.Proposals[0].Basis}" : string.Empty)}"),
    ];
}
