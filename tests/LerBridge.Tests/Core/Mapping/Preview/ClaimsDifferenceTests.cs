using System.Text;
using LerBridge.Core.Mapping.Preview;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Mapping.Preview;

internal sealed class ClaimsDifferenceTests
{
    [TestCase("""{"a":"x"}""", """{"a":"x"}""", "")]
    [TestCase("""{"a":"x"}""", """{"a":"y"}""", "Change a x>y")]
    [TestCase("""{"a":"x"}""", """{"b":"x"}""", "Lose a x>|Gain b >x")]
    [TestCase("""{"s":{"n":1}}""", """{"s":{"n":2}}""", "Change s.n 1>2")]
    [TestCase("""{"l":[{"targetCode":"A","n":"1"},{"targetCode":"B"}]}""", """{"l":[{"targetCode":"A","n":"2"},{"targetCode":"C"}]}""", "Change l.n 1>2|Lose l B >|Gain l C >")]
    [TestCase("""{"l":[{"targetCode":"A"},{"targetCode":"B"}]}""", """{"l":[{"targetCode":"B"},{"targetCode":"A"}]}""", "Change l A, B>B, A")]
    [TestCase("""{"l":["a","b"]}""", """{"l":["b","c"]}""", "Lose l a >|Gain l c >")]
    [TestCase("""{}""", """{"l":[{"targetCode":"A"},{"targetCode":"B"}]}""", "Gain l A >|Gain l B >")]
    [TestCase("""{"l":["a","a"]}""", """{"l":["a"]}""", "Lose l a (2) >")]
    [TestCase("""{"l":[{"x":"1"}]}""", """{"l":[{"x":"2"}]}""", "Change l.x 1>2")]
    [TestCase("""{"a":{"b":"c"}}""", """{"a":"c"}""", "Change a >c")]
    [TestCase("""{"credentialSubject":{"result":[{"resultDescription":"urn:uuid:1","value":"A"}]}}""", """{"credentialSubject":{"result":[{"resultDescription":"urn:uuid:2","value":"A"}]}}""", "")]
    public void Changes_are_told_as_a_reader_would(string before, string after, string expected)
    {
        var changes = ClaimsDifference.Between(Encoding.UTF8.GetBytes(before), Encoding.UTF8.GetBytes(after));

        Assert.That(string.Join('|', changes.Select(change => $"{change.Kind} {change.Path}{(change.Item is null ? string.Empty : $" {change.Item}")} {change.Before}>{change.After}")), Is.EqualTo(expected));
    }

    [Test]
    public void Counts_are_grouped_and_the_most_frequent_comes_first()
    {
        var none = new PersonalPaths(Author.Plan(Author.Small()));
        var tally = new ImpactTally(none, none);
        for (var i = 0; i < 14; i++)
        {
            tally.Add($"r{i}", Issue("""{"narrative":"n","l":[]}"""), i < 12 ? Issue("""{"narrative":"n","l":[{"targetCode":"NUR-2.5"}]}""") : Issue("""{"l":[]}"""));
        }

        for (var i = 14; i < 2034; i++)
        {
            tally.Add($"r{i}", Issue("{}"), Issue("{}"));
        }

        var impact = tally.ToImpact();

        Assert.That(impact.Sentence, Is.EqualTo("14 of 2,034 records would differ: 12 gain NUR-2.5, 2 lose narrative."));
        Assert.That(impact.Groups[0].Examples, Is.EqualTo(new[] { "r0", "r1", "r2" }));
    }

    [Test]
    public void What_comes_from_fields_about_a_person_is_masked_and_the_rest_is_not()
    {
        var plan = Author.Plan(Author.Small(name: "${person.full_name} did ${course.name}", inSubject: "term: = term.name"));
        var claims = Encoding.UTF8.GetBytes(Author.Text(plan.Mapper.Map(Author.Ana())));

        var masked = new PersonalPaths(plan).Mask(claims)?.ToJsonString();

        Assert.That(masked, Does.Contain("\"name\":\"(name)\"").And.Contain("Spring 2026").And.Contain("\"identityHash\":\"(name)\"").And.Contain("IdentityObject").And.Not.Contain("Ana"));
    }

    private static PreviewOutcome Issue(string claims) => new("issue", null, Encoding.UTF8.GetBytes(claims));
}
