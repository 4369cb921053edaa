using System.Text;
using System.Text.Json;
using LerBridge.Core.Frameworks;
using NUnit.Framework;
using YamlDotNet.Serialization;

namespace LerBridge.Tests.Core.Frameworks;

/// <summary>Forms other than CASE become CASE packages, with what CASE has no room for beside.</summary>
internal sealed class OtherFormsTests
{
    [Test]
    public void A_graph_of_the_credential_registry_keeps_its_tree_alignments_and_ctids()
    {
        var framework = Publisher.Imported(Publisher.CtdlAsn, version: "2026");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((framework.Head.Title, framework.Head.Language, framework.Head.Status), Is.EqualTo(("Welding", "en-US", "Published")));
            Assert.That(framework.Items.Select(item => item.Name), Is.EqualTo(new[] { "Cutting", "Sets the flame." }));
            Assert.That(framework.Find("ce-11111111-2222-4333-8444-555555555555")?.Statement, Is.EqualTo("Sets the flame."));
            Assert.That(framework.Find("WLD-1.2")?.Identifier, Is.EqualTo("3ac23770-5d0b-49c7-8dca-f891c2868e37"));
            Assert.That(framework.ParentsOf(framework.Items[1]).Single().Code, Is.EqualTo("WLD-1.2"));
            Assert.That(framework.SuccessorsOf(framework.Items[1]).Items.Single().Code, Is.EqualTo("WLD-1.2"));
            Assert.That(framework.From(framework.Items[0]).Select(association => $"{association.Type} {association.Destination.Uri}"), Is.EqualTo(new[]
            {
                "exactMatchOf https://state.example/c/77",
                "isRelatedTo https://state.example/c/78",
                "isChildOf https://credentialengineregistry.org/resources/ce-3e7df7ec-1a9b-4503-9ff3-21256022b515",
            }));
        }
    }

    [Test]
    public void An_envelope_and_a_publishing_request_have_the_same_framework_in_them()
    {
        var bare = Publisher.Import(Publisher.CtdlAsn, version: "2026");

        foreach (var wrapped in new[] { $$"""{ "envelope_ceterms_ctid": "ce-1", "decoded_resource": {{Publisher.CtdlAsn}} }""", $$"""{ "CTID": "ce-1", "CompetencyFrameworkGraph": {{Publisher.CtdlAsn}} }""" })
        {
            Assert.That(Publisher.Import(wrapped, version: "2026").Framework?.Items, Is.EqualTo(bare.Framework?.Items));
        }
    }

    [Test]
    public void What_a_source_says_besides_is_kept_as_it_came()
    {
        using var package = JsonDocument.Parse(Publisher.Import(Publisher.CtdlAsn, version: "2026").Package);
        using var source = JsonDocument.Parse(Publisher.CtdlAsn);

        var kept = package.RootElement.GetProperty("CFItems")[0].GetProperty("extensions").GetProperty("ctdl-asn");

        Assert.That(JsonElement.DeepEquals(kept, source.RootElement.GetProperty("@graph")[1]), Is.True);
    }

    [Test]
    public void What_is_not_taken_over_is_said()
    {
        Assert.That(Publisher.Import(Publisher.CtdlAsn, version: "2026").LeftOut.Single(), Does.StartWith("1 entries of the graph"));
    }

    [Test]
    public void A_skill_of_a_library_is_an_item_with_its_day_of_archiving()
    {
        var framework = Publisher.Imported(Publisher.Rsd, version: "1");

        var item = framework.Items.Single();
        Assert.That(framework.Head.Title, Is.EqualTo("Networks"), "the one collection that every skill belongs to");
        Assert.That((item.Identifier, item.Name, item.EndsOn), Is.EqualTo(("cad699ef-64b9-40ee-81db-b5de69a90558", "Network Connection Design", (DateOnly?)new DateOnly(2026, 3, 14))));
        Assert.That(framework.From(item).Single().Destination.Uri, Is.EqualTo("https://skills.example/KS1"));
    }

    [Test]
    public void A_list_of_skills_and_a_collection_are_read_alike()
    {
        var list = Publisher.Imported($"[{Publisher.Rsd}]", version: "1");
        var collection = Publisher.Imported($$"""{ "uuid": "11111111-1111-4111-8111-111111111111", "id": "https://skills.college.example/collections/1", "name": "Networks", "skills": [ {{Publisher.Rsd}} ] }""", version: "1");

        Assert.That(collection.Items, Is.EqualTo(list.Items));
        Assert.That(collection.Head.Uri, Is.EqualTo("https://skills.college.example/collections/1"));
    }

    [Test]
    public void The_example_of_the_skill_library_s_own_description_is_read()
    {
        var text = File.ReadAllText(Shared.Path("standards/data/samples/rsd/osmt-openapi-v3.yaml"));
        var root = (Dictionary<object, object>)new DeserializerBuilder().Build().Deserialize<object>(text);
        var skill = Below(root, "components", "schemas", "Skill", "example");
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(skill);

        var read = Publisher.Import(json, "osmt-example", "3");

        Assert.That(read.Problems, Is.Empty);
        Assert.That(read.Framework?.Items.Select(item => (item.Identifier, item.Name)), Is.EqualTo(new[] { ("cad699ef-64b9-40ee-81db-b5de69a90558", "Network Connection Design") }));
    }

    [Test]
    public void The_skill_library_s_template_has_a_header_and_no_skill()
    {
        var content = File.ReadAllBytes(Shared.Path("standards/data/samples/rsd/osmt-batch-import-example.csv"));

        var read = FrameworkImport.Read("osmt-batch-import-example.csv", content, "skills", "1");

        Assert.That(read.Framework?.Items.Count, Is.Zero);
        Assert.That(read.Problems.Select(problem => problem.Code), Is.EqualTo(new[] { "LB3320" }));
    }

    [Test]
    public void A_sheet_of_skills_keeps_its_alignments_and_every_filled_cell()
    {
        var read = Publisher.Import(Publisher.RsdCsv, version: "1");

        var framework = read.Framework ?? throw new InvalidOperationException("refused");
        Assert.That((read.Id, framework.Head.Title), Is.EqualTo(("networks", "Networks")));
        Assert.That(framework.Items.Select(item => item.Statement), Is.EqualTo(new[] { "Design network connections.", "Mend\nnetwork connections." }));
        Assert.That(framework.From(framework.Items[0]).Select(association => association.Destination.Title), Is.EqualTo(new[] { "Access", "Other" }));
        Assert.That(Encoding.UTF8.GetString(read.Package.Span), Does.Contain("\"Keywords\": \"design; wide area\""));
    }

    [Test]
    public void Skills_without_an_address_get_a_name_that_stays_and_a_warning()
    {
        const string Sheet = "RSD Name,Skill Statement\nDesign,Design networks.\n";

        var first = Publisher.Import(Sheet, "skills", "1");
        var later = Publisher.Import(Sheet.Replace("networks", "wide area networks", StringComparison.Ordinal), "skills", "2");

        Assert.That(first.Problems.Select(problem => problem.Code), Is.EqualTo(new[] { "LB3321" }));
        Assert.That(first.Framework?.Items[0].Uri, Does.StartWith("urn:uuid:").And.EqualTo(later.Framework?.Items[0].Uri));
    }

    [Test]
    public void The_content_model_of_onet_is_a_tree_with_types()
    {
        var framework = Publisher.Imported(Publisher.ContentModel, "onet", "30.1");

        var service = framework.Find("2.B.1.f") ?? throw new InvalidOperationException("not found");
        Assert.That((service.Name, service.Type, service.Uri), Is.EqualTo(("Service Orientation", "Cross-functional skill", "https://www.onetonline.org/find/descriptor/result/2.B.1.f")));
        Assert.That(service.Statement, Is.EqualTo("Actively looking for ways to help people."));
        Assert.That(framework.ParentsOf(service).Single().Code, Is.EqualTo("2.B.1"));
        Assert.That(framework.Find("1.A.1.a.1")?.Type, Is.EqualTo("Ability"));
    }

    [Test]
    public void Ratings_give_each_element_once_and_say_that_the_ratings_stay_behind()
    {
        var read = Publisher.Import(Publisher.Ratings, "onet-skills", "30.1");

        Assert.That(read.Framework?.Items.Select(item => item.Code), Is.EqualTo(new[] { "2.A.1.a", "2.A.1.b" }));
        Assert.That(read.LeftOut, Has.Count.EqualTo(2).And.Some.Contains("4 rows"));
    }

    [Test]
    public void Tasks_stand_below_their_occupation()
    {
        var framework = Publisher.Imported(Publisher.Tasks, "onet-tasks", "30.1");

        Assert.That(framework.Items, Has.Count.EqualTo(5));
        Assert.That(framework.ChildrenOf(framework.Find("29-1212.00") ?? throw new InvalidOperationException("not found")).Select(item => item.Code), Is.EqualTo(new[] { "22689", "22690" }));
    }

    [Test]
    public void Onet_saved_from_a_spreadsheet_as_csv_is_the_same()
    {
        var csv = "\uFEFF" + string.Concat(Publisher.ContentModel.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(',', line.Split('\t').Select(cell => $"\"{cell}\"")) + "\r\n"));

        Assert.That(Publisher.Imported(csv, "onet", "30.1").Items, Is.EqualTo(Publisher.Imported(Publisher.ContentModel, "onet", "30.1").Items));
    }

    [Test]
    public void The_same_file_gives_the_same_bytes()
    {
        foreach (var content in new[] { Publisher.CtdlAsn, Publisher.Rsd, Publisher.RsdCsv, Publisher.ContentModel, Publisher.Tasks })
        {
            var first = Publisher.Import(content, "x", "1");
            var second = Publisher.Import(content, "x", "1");
            Assert.That(first.Package.ToArray(), Is.EqualTo(second.Package.ToArray()).And.Not.Empty);
        }
    }

    [TestCase(null, null, "LB3318")]
    [TestCase("a b", "1", "LB3318")]
    [TestCase("../x", "1", "LB3318")]
    [TestCase("x", "1-2", "LB3318")]
    [TestCase("x", "..", "LB3318")]
    [TestCase("x", "", "LB3318")]
    public void A_name_that_mappings_could_not_write_is_refused(string? id, string? version, string code)
    {
        Assert.That(Publisher.Import(Publisher.Rsd, id, version).Problems.Select(problem => problem.Code), Is.EqualTo(new[] { code }));
    }

    [TestCase("2026", null, "2026")]
    [TestCase("2026", "2026.1", "2026.1")]
    [TestCase("Edition 2018 (rev. 2)", null, "Edition.2018.rev.2")]
    [TestCase("Edition 2018 (rev. 2)", "Edition.2018.rev.2.b", "Edition.2018.rev.2.b")]
    [TestCase("2026", "2025", null)]
    [TestCase("2026", "20261", null)]
    public void A_version_is_the_one_that_the_document_states_or_a_revision_of_it(string stated, string? asked, string? expected)
    {
        var read = Publisher.Import(Publisher.Case("1 A a", version: stated), "x", asked);

        Assert.That(read.Framework is null ? null : read.Version, Is.EqualTo(expected));
    }

    [TestCase("opensalt-Ordering.json", "2017.10.18")]
    [TestCase("opensalt-Utf8TestFramework.json", "2017.09.22")]
    public void A_document_that_states_no_version_is_told_from_others_by_the_day_it_was_changed(string file, string expected)
    {
        var read = Publisher.Import(File.ReadAllText(Shared.Path($"standards/data/samples/case/{file}")), "x", null);

        Assert.That((read.Version, read.Problems.Count), Is.EqualTo((expected, 0)));
    }

    private static object Below(object node, params string[] path) => path.Aggregate(node, (at, member) => ((Dictionary<object, object>)at)[member]);
}
