using System.Net;
using System.Text.Json;
using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;
using static LerBridge.Tests.Worker.Serving.AdminRequests;

namespace LerBridge.Tests.Worker.Serving;

/// <summary>Questions over HTTP: the same answers as the verbs give to scripts.</summary>
internal sealed class AnswerEndpointsTests
{
    [Test]
    public async Task Runs_are_shown_and_verified_and_a_person_without_a_credential_is_told_why()
    {
        using var desk = new GradesDesk();
        desk.Grades([.. GradesDesk.Rows(1), .. GradesDesk.Rows(1, "F", from: 1)]);
        var run = (await desk.JsonAsync(0, "run", "grades")).GetProperty("runs")[0].GetProperty("id").GetString();
        await using var serve = await ServeDriver.StartAsync(prepare: folder => Copy(desk.Cli.Folder, folder));

        var shown = (await GetAsync(serve, $"/api/runs/{run}")).GetProperty("runs")[0];
        var one = await GetAsync(serve, $"/api/runs/{run}/verify");
        var all = await GetAsync(serve, "/api/runs/verify?limit=5");
        var why = await PostAsync(serve, "/api/mappings/grades/why-not", """{"person":"S1"}""");
        var nobody = await PostAsync(serve, "/api/mappings/grades/why-not", """{"person":"S99"}""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown.GetProperty("counts").GetProperty("new").GetInt64(), Is.EqualTo(1));
            Assert.That(shown.GetProperty("delivery").GetProperty("accepted").GetInt64(), Is.EqualTo(1));
            Assert.That((one.GetProperty("runs")[0].GetProperty("stands").GetString(), all.GetProperty("runs").GetArrayLength()), Is.EqualTo(("yes", 1)));
            Assert.That(why.Answer.GetProperty("records")[0].GetProperty("outcome").GetString(), Is.EqualTo("skip"));
            Assert.That(why.Answer.GetRawText(), Does.Contain("LB3001").And.Not.Contain("\"S1\"").And.Not.Contain("p1@"));
            Assert.That((nobody.Status, nobody.Answer.GetProperty("records").GetArrayLength()), Is.EqualTo((HttpStatusCode.OK, 0)));
        }
    }

    [Test]
    public async Task A_credential_is_explained_by_the_mapping_as_it_is_now_not_as_it_was_when_the_service_started()
    {
        using var desk = new GradesDesk();
        desk.Grades(GradesDesk.Rows(1));
        await desk.RunAsync(0, "run", "grades");
        var id = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials")[0].GetProperty("id").GetString();
        await using var serve = await ServeDriver.StartAsync(prepare: folder => Copy(desk.Cli.Folder, folder));
        var before = await GetAsync(serve, $"/api/credentials/{id}/explain");
        var file = Path.Combine(serve.Folder, "mappings", "grades.yaml");

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("term: = site.grade", "term: = lower(site.grade)", StringComparison.Ordinal));
        var after = before;
        for (var look = 0; look < 300 && AsSigned(after); look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            after = await GetAsync(serve, $"/api/credentials/{id}/explain");
        }

        Assert.That((AsSigned(before), AsSigned(after)), Is.EqualTo((true, false)));
    }

    [TestCase("/api/mappings/none/why-not", """{"person":"S1"}""", HttpStatusCode.NotFound)]
    [TestCase("/api/mappings/grades/why-not", """{"person":"S1"}""", HttpStatusCode.Conflict)]
    [TestCase("/api/mappings/grades/why-not", """{"person":""}""", HttpStatusCode.BadRequest)]
    [TestCase("/api/mappings/grades/why-not", """["S1"]""", HttpStatusCode.BadRequest)]
    [TestCase("/api/mappings/grades/why-not", null, HttpStatusCode.RequestEntityTooLarge)]
    public async Task What_cannot_be_answered_is_said(string path, string? body, HttpStatusCode expected)
    {
        using var desk = new GradesDesk();
        await using var serve = await ServeDriver.StartAsync(prepare: folder => Copy(desk.Cli.Folder, folder));

        var (status, _) = await PostAsync(serve, path, body ?? $$"""{"person":"{{new string('x', 20_000)}}"}""");

        Assert.That(status, Is.EqualTo(expected));
    }

    private static bool AsSigned(JsonElement explanation) => explanation.GetProperty("mappingNow").GetProperty("asSigned").GetBoolean();
}
