using System.Text;
using System.Text.Json.Nodes;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Frameworks;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Frameworks;

internal sealed class CaseReaderTests
{
    [TestCase("opensalt-Ordering.json", 28, 28)]
    [TestCase("opensalt-Utf8TestFramework.json", 1, 1)]
    public void Packages_of_others_are_read_whole(string file, int items, int associations)
    {
        var content = File.ReadAllBytes(Shared.Path($"standards/data/samples/case/{file}"));

        var read = FrameworkImport.Read(file, content, null, "1");

        Assert.That(read.Problems, Is.Empty);
        Assert.That((read.Framework?.Items.Count, read.Framework?.Associations.Count), Is.EqualTo(((int?)items, (int?)associations)));
        Assert.That(read.Package.ToArray(), Is.EqualTo(content), "what is kept is the very file");
    }

    [Test]
    public void What_is_kept_of_a_package_is_every_byte_of_it()
    {
        const string Package = """
            {"CFDocument":{"identifier":"d1","uri":"https://x.example/d1","creator":"C","title":"T","version":"3","caseVersion":"1.1","subjectURI":[{"title":"S","identifier":"s","uri":"u"}],
            "licenseURI":{"title":"L","identifier":"l","uri":"lu"},"extensions":{"own":[1,2.50,null]}},
            "CFItems":[{"identifier":"i1","uri":"https://x.example/i1","fullStatement":"$x^2$ 𝑑","alternativeLabel":"Outcome","CFItemTypeURI":{"title":"t","identifier":"ti","uri":"tu"},
              "conceptKeywords":["a"],"educationLevel":["09"],"notes":"**n**","extensions":{"o":1e400}}],
            "CFAssociations":[{"identifier":"a1","uri":"au","associationType":"ext:custom","originNodeURI":{"title":"o","identifier":"i1","uri":"https://x.example/i1","targetType":"CASE"},
              "destinationNodeURI":{"title":"d","identifier":"z","uri":"zu"},"CFAssociationGroupingURI":{"title":"g","identifier":"gi","uri":"gu"},"sequenceNumber":3,"notes":"n"}],
            "CFDefinitions":{"CFConcepts":[{"identifier":"c"}],"CFSubjects":[{"identifier":"s"}],"CFLicenses":[{"identifier":"l"}],"CFItemTypes":[{"identifier":"t"},{"identifier":"t2"}],"CFAssociationGroupings":[{"identifier":"g"}]},
            "CFRubrics":[{"identifier":"r","uri":"ru","CFRubricCriteria":[{"identifier":"rc","CFRubricCriterionLevels":[{"identifier":"rl","score":4.0}]}]}],"unheardOf":true}
            """;

        var read = Publisher.Import(Package);

        Assert.That(Encoding.UTF8.GetString(read.Package.Span), Is.EqualTo(Package));
        Assert.That((read.Id, read.Version, read.FileName), Is.EqualTo(("t", "3", "t-3.json")));
        Assert.That((read.Framework?.Head.Definitions, read.Framework?.Head.Rubrics), Is.EqualTo(((int?)6, (int?)1)));
    }

    [Test]
    public void Codes_addresses_and_identifiers_in_either_case_find_an_item()
    {
        var framework = Publisher.Framework("1 NUR-1 Plans care|2 NUR-2 Leads");

        Assert.That(
            new[] { "NUR-2", "https://college.example/c/2", Publisher.Id("2"), Publisher.Id("2").ToUpperInvariant() }.Select(name => framework.Find(name)?.Code),
            Is.EqualTo(new[] { "NUR-2", "NUR-2", "NUR-2", "NUR-2" }));
        Assert.That(framework.Find("nur-2"), Is.Null);
    }

    [Test]
    public void The_tree_and_its_order_follow_the_associations()
    {
        var package = Publisher.Case("1 A a|2 A.1 b|3 A.2 c", "3 isChildOf 1|2 isChildOf 1").Replace("\"identifier\": \"a1\"", "\"sequenceNumber\": 1, \"identifier\": \"a1\"", StringComparison.Ordinal);

        var framework = Publisher.Read(package);

        var top = framework.Items[0];
        Assert.That(framework.ChildrenOf(top).Select(item => item.Code), Is.EqualTo(new[] { "A.1", "A.2" }));
        Assert.That(framework.ParentsOf(framework.Items[2]).Single(), Is.SameAs(top));
    }

    [Test]
    public void Replacements_are_followed_to_the_last()
    {
        var framework = Publisher.Framework("1 A a|2 B b|3 C c|4 D d", "1 replacedBy 2|2 replacedBy 3|2 replacedBy 4");

        var (items, elsewhere) = framework.SuccessorsOf(framework.Items[0]);

        Assert.That(items.Select(item => item.Code), Is.EqualTo(new[] { "C", "D" }));
        Assert.That(elsewhere, Is.Empty);
    }

    [Test]
    public void A_circle_is_named_by_its_codes_and_refused()
    {
        var reading = CaseReader.Read("x.json", Encoding.UTF8.GetBytes(Publisher.Case("1 A a|2 B b|3 C c", "1 replacedBy 2|2 replacedBy 3|3 replacedBy 1")));

        Assert.That(reading.Framework, Is.Null);
        Assert.That((reading.Error?.Code, reading.Error?.Message), Is.EqualTo(("LB3317", "replacedBy goes round in a circle: A → B → C → A.")));
    }

    [Test]
    public void A_chain_as_long_as_a_package_is_followed_without_running_out_of_stack()
    {
        var items = string.Join('|', Enumerable.Range(1, 9_000).Select(number => $"{number} C{number} s"));
        var chain = string.Join('|', Enumerable.Range(1, 8_999).Select(number => $"{number} replacedBy {number + 1}"));

        var framework = Publisher.Framework(items, chain);

        Assert.That(framework.SuccessorsOf(framework.Items[0]).Items.Single().Code, Is.EqualTo("C9000"));
    }

    [Test]
    public void Ten_thousand_mistakes_of_a_kind_are_twenty_and_a_number()
    {
        var items = new JsonArray([.. Enumerable.Range(0, 10_000).Select(_ => new JsonObject { ["identifier"] = "i", ["uri"] = "u" })]);
        var package = new JsonObject { ["CFDocument"] = new JsonObject { ["identifier"] = "d", ["uri"] = "u", ["title"] = "t" }, ["CFItems"] = items };

        var reading = CaseReader.Read("x.json", Encoding.UTF8.GetBytes(package.ToJsonString()));

        Assert.That(reading.Problems, Has.Count.EqualTo(21));
        Assert.That(reading.Problems[^1].Message, Is.EqualTo("There are 9,980 more problems of this kind."));
    }

    [Test]
    public void A_gap_in_the_tree_and_an_unknown_relation_are_warnings()
    {
        var reading = CaseReader.Read("x.json", Encoding.UTF8.GetBytes(Publisher.Case("1 A a", "1 isChildOf 9|1 exactMachOf 9")));

        Assert.That(reading.Framework, Is.Not.Null);
        Assert.That(reading.Problems.Select(problem => (problem.Code, problem.Severity, problem.Try)), Is.EqualTo(new[]
        {
            ("LB3315", Severity.Warning, "did you mean exactMatchOf?"),
            ("LB3316", Severity.Warning, (string?)null),
        }));
    }

    [Test]
    public void A_name_without_a_short_statement_is_the_beginning_and_no_half_of_a_letter()
    {
        var item = new Competency("i", "u", null, new string('x', 98) + "𝑑" + new string('y', 50));

        Assert.That(item.Name, Is.EqualTo(new string('x', 98) + "…"));
    }

    [TestCase("{\n \"CFDocument\": {},\n \"CFDocument\": {} }", 3, 2)]
    [TestCase("{ \"CFDocument\": { \"title\": \"A\", \"t\\u0069tle\": \"B\" } }", 1, 33)]
    public void A_key_that_stands_twice_is_told_at_the_second(string package, int line, int column)
    {
        var problem = CaseReader.Read("f.json", System.Text.Encoding.UTF8.GetBytes(package)).Problems.Single();

        Assert.That((problem.Code, problem.Line, problem.Column), Is.EqualTo(("LB3314", line, column)));
    }
}
