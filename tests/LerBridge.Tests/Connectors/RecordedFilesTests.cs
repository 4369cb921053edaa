using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LerBridge.Connectors.Banner;
using LerBridge.Connectors.Canvas;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors;

/// <summary>Every recorded file of a vendor goes through what would read it, here or in a test that names it; or it is said why nothing would ever read it.</summary>
[TestFixture]
internal sealed class RecordedFilesTests
{
    // What no connector asks for, so that nothing could read it.
    private static readonly Dictionary<string, string> NeverAskedFor = new(StringComparer.Ordinal)
    {
        ["canvas/uw_roles_page1.json"] = "roles; its headers are what a test reads",
        ["canvas/uw_roles_page2.json"] = "roles",
        ["canvas/canvasapi_progress.json"] = "the progress of background jobs, not of persons",
        ["canvas/uw_user_188885_logins.json"] = "logins of one user",
        ["banner/ethos_available_resources_small.json"] = "what an application may see: every resource is asked for itself, and its answer says so",
        ["banner/ethos_available_resources_banner_persons.json"] = "the same",
        ["banner/ethos_error_record.json"] = "the error list of an application, which its operator looks at in Ethos",
    };

    public static IEnumerable<string> Files => !Shared.IsHere ? [] : Directory
        .EnumerateFiles(Shared.Path("sources/data"), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Shared.Path("sources/data"), file).Replace('\\', '/'))
        .Where(file => file != "INDEX.md")
        .Order(StringComparer.Ordinal);

    [Test]
    public void There_are_recorded_files() => Assert.That(Directory.Exists(Shared.Path("sources/data")) && Files.Any(), Is.True);

    [TestCaseSource(nameof(Files))]
    public void Every_recorded_file_is_named_by_a_test_or_never_asked_for(string file)
    {
        var tests = Directory.EnumerateFiles(Path.Combine(Shared.Repository, "tests", "LerBridge.Tests", "Connectors"), "*.cs", SearchOption.AllDirectories);
        var isNamed = tests.Any(test => File.ReadLines(test).Any(line => line.Contains($"\"{Path.GetFileName(file)}\"", StringComparison.Ordinal) || line.Contains($"{file}\"", StringComparison.Ordinal)));

        // The list above names its files in this very source, as the tests below do theirs.
        Assert.That(isNamed, Is.True, $"No test reads {file}.");
    }

    [Test]
    public void What_is_never_asked_for_is_there_and_is_asked_for_by_no_connector()
    {
        Assert.That(NeverAskedFor.Keys, Is.SubsetOf(Files));
        var asked = string.Concat(Directory.EnumerateFiles(Path.Combine(Shared.Repository, "connectors"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.That(asked, Does.Not.Contain("/roles").And.Not.Contain("/logins").And.Not.Contain("available-resources"));
    }

    [TestCase("canvas/uw_outcome_results.json")]
    public void Outcome_results_without_their_outcomes_are_read(string file)
    {
        var read = JsonSerializer.Deserialize(Text(file), CanvasJson.Default.CanvasOutcomeResults);

        Assert.That(read?.OutcomeResults, Is.Not.Empty);
        Assert.That(read?.OutcomeResults.Select(result => result.SubmittedOrAssessedAt), Has.None.Null);
    }

    [TestCase("canvas/uw_sections_include_students.json")]
    public void Sections_are_read_whatever_else_they_hold(string file) =>
        Assert.That(JsonSerializer.Deserialize(Text(file), CanvasJson.Default.ListCanvasSection)?.Select(section => section.Id), Is.Not.Empty.And.All.Not.Null);

    [TestCase("canvas/uw_user_188885.json")]
    public void A_user_is_read_as_the_one_of_an_enrolment(string file)
    {
        var enrolments = JsonSerializer.Deserialize($$"""[{"id":1,"user_id":188885,"type":"StudentEnrollment","user":{{Text(file)}}}]""", CanvasJson.Default.ListCanvasEnrolment);

        Assert.That(enrolments?.Single().User?.Name, Is.EqualTo("J AVG USR"));
    }

    [TestCase("canvas/canvasapi_account.json", "^accounts/(\\d+|sis_account_id:[^/]+)$", typeof(CanvasAccount))]
    [TestCase("canvas/canvasapi_enrollment.json", "/enrollments/\\d+$", typeof(CanvasEnrolment))]
    [TestCase("canvas/canvasapi_enrollment_term.json", "/terms/\\d+$", typeof(CanvasTerm))]
    [TestCase("canvas/canvasapi_module.json", "/modules/\\d+(/relock)?$", typeof(CanvasModule))]
    public void Recorded_answers_are_read_as_what_they_are(string file, string path, Type model)
    {
        var answers = JsonNode.Parse(Text(file))?.AsObject().Select(pair => pair.Value).Where(answer => Regex.IsMatch(answer?["endpoint"]?.GetValue<string>() ?? string.Empty, path) && answer?["data"]?["id"] is not null) ?? [];

        var read = answers.Select(answer => JsonSerializer.Deserialize(answer!["data"]!.ToJsonString(), model, CanvasJson.Default)).ToList();

        Assert.That(read, Is.Not.Empty.And.All.Not.Null);
    }

    // Objects of one shape over several pages, which is what courses are read as.
    [TestCase("canvas/canvasapi_paginated_list.json")]
    public void Recorded_pages_are_lists_of_things_with_an_id(string file)
    {
        var pages = JsonNode.Parse(Text(file))?.AsObject().Select(pair => (pair.Value as JsonObject)?["data"]).OfType<JsonArray>().ToList() ?? [];

        Assert.That(pages, Has.Count.GreaterThan(3));
        foreach (var page in pages)
        {
            Assert.That(JsonSerializer.Deserialize(page.ToJsonString(), CanvasJson.Default.ListCanvasCourse), Has.Count.EqualTo(page.Count));
        }
    }

    [TestCase("canvas/uw_report_start_sis_export.json")]
    public void A_started_report_is_known_by_its_id_and_progress_as_text(string file)
    {
        var report = JsonSerializer.Deserialize(Text(file), LerBridge.Connectors.Canvas.Bulk.BulkJson.Default.BulkReport);

        Assert.That((report?.Id, report?.Status), Is.EqualTo(("1", "complete")));
    }

    [TestCase("banner/ethos_student_cohorts_page.json")]
    public void A_page_of_Ethos_is_a_list_of_things_with_a_title(string file) =>
        Assert.That(JsonSerializer.Deserialize(Text(file), EthosJson.Default.ListEthosNamed)?.Select(one => one.Title), Is.Not.Empty.And.All.Not.Null);

    private static string Text(string file) => File.ReadAllText(Shared.Path($"sources/data/{file}"));
}
