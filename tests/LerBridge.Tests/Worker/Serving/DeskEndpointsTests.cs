using System.Net;
using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;
using static LerBridge.Tests.Worker.Serving.AdminRequests;

namespace LerBridge.Tests.Worker.Serving;

/// <summary>Plans, holds and answers over HTTP: the same desks as the verbs, behind the token.</summary>
internal sealed class DeskEndpointsTests
{
    [Test]
    public async Task A_plan_is_listed_shown_and_applied_and_a_hold_is_decided_over_http()
    {
        using var desk = new GradesDesk(allow: "{ new: true, withdraw: ask }", onChange: "{ changed: hold }");
        desk.Grades(GradesDesk.Rows(2));
        await desk.RunAsync(0, "run", "grades");
        desk.Grades([.. GradesDesk.Rows(1, "F"), .. GradesDesk.Rows(1, "A", 1)]);
        var rest = (await desk.JsonAsync(4, "run", "grades")).GetProperty("runs")[0].GetProperty("rest").GetProperty("id").GetString() ?? string.Empty;
        await using var serve = await ServeDriver.StartAsync(prepare: folder => Copy(desk.Cli.Folder, folder));

        var plans = await GetAsync(serve, "/api/plans?mapping=grades");
        var shown = await GetAsync(serve, $"/api/plans/{rest}");
        var nobody = await PostAsync(serve, $"/api/plans/{rest}/apply", "{}");
        var applied = await PostAsync(serve, $"/api/plans/{rest}/apply", """{"by":"Dana"}""");
        var again = await PostAsync(serve, $"/api/plans/{rest}/apply", """{"by":"Dana"}""");
        var hold = (await GetAsync(serve, "/api/holds?kind=change")).GetProperty("holds")[0];
        var released = await PostAsync(serve, $"/api/holds/{hold.GetProperty("id").GetString()}/release", """{"by":"Dana","reason":"checked"}""");
        var unreasoned = await PostAsync(serve, $"/api/holds/{hold.GetProperty("id").GetString()}/reject", """{"by":"Dana"}""");
        var explained = await GetAsync(serve, $"/api/credentials/{hold.GetProperty("credential").GetString()}/explain");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(plans.GetProperty("plans")[0].GetProperty("id").GetString(), Is.EqualTo(rest));
            Assert.That(shown.GetProperty("plans")[0].GetProperty("plan").GetProperty("counts").GetProperty("withdrawn").GetInt64(), Is.EqualTo(1));
            Assert.That((nobody.Status, applied.Status, again.Status), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Conflict)));
            Assert.That(applied.Answer.GetProperty("runs")[0].GetProperty("counts").GetProperty("withdrawn").GetInt64(), Is.EqualTo(1));
            Assert.That(again.Answer.GetProperty("runs")[0].GetProperty("problems")[0].GetProperty("code").GetString(), Is.EqualTo("LB4060"));
            Assert.That((released.Status, unreasoned.Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.BadRequest)));
            Assert.That(released.Answer.GetProperty("holds")[0].GetProperty("verdict").GetProperty("decision").GetString(), Is.EqualTo("release"));
            Assert.That(explained.GetProperty("schema").GetString(), Is.EqualTo("lerbridge/explanation/v1"));
        }
    }

    [TestCase("GET", "/api/plans/none")]
    [TestCase("POST", "/api/plans/none/apply")]
    [TestCase("POST", "/api/plans/none/discard")]
    [TestCase("POST", "/api/holds/none/release")]
    [TestCase("GET", "/api/credentials/none/explain")]
    public async Task What_is_not_there_is_404_and_without_the_token_nothing_is_told(string method, string path)
    {
        await using var serve = await ServeDriver.StartAsync();
        using var request = Request(new HttpMethod(method), path, """{"by":"Dana","reason":"why"}""");
        using var bare = new HttpRequestMessage(new HttpMethod(method), path);

        Assert.That((await serve.Admin.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await serve.Admin.SendAsync(bare)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }
}
