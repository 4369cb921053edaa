using System.Net;
using System.Text.Json;
using LerBridge.Tests.Delivery;
using LerBridge.Tests.Worker.Cli;
using NUnit.Framework;
using static LerBridge.Tests.Worker.Serving.AdminRequests;

namespace LerBridge.Tests.Worker.Serving;

/// <summary>Acts by hand over HTTP: nothing is done but what was shown.</summary>
internal sealed class HandEndpointsTests
{
    [Test]
    public async Task A_credential_is_suspended_reinstated_and_revoked_once_its_preview_is_named()
    {
        using var desk = new GradesDesk(suspendable: true);
        desk.Grades(GradesDesk.Rows(1));
        await desk.RunAsync(0, "run", "grades");
        var id = (await desk.JsonAsync(0, "credential", "find")).GetProperty("credentials")[0].GetProperty("id").GetString() ?? string.Empty;
        await using var serve = await ServeDriver.StartAsync(prepare: folder => Copy(desk.Cli.Folder, folder));
        string Path(string verb) => $"/api/credentials/{id["urn:uuid:".Length..]}/{verb}";
        async Task<string> PreviewAsync(string verb) => (await GetAsync(serve, Path(verb))).GetProperty("preview").GetString() ?? string.Empty;
        Task<(HttpStatusCode Status, JsonElement Answer)> ActAsync(string verb, string preview) => PostAsync(serve, Path(verb), $$"""{"by":"Dana","reason":"case 118","preview":"{{preview}}"}""");

        var shown = await GetAsync(serve, Path("suspend"));
        var old = shown.GetProperty("preview").GetString() ?? string.Empty;
        var unseen = await PostAsync(serve, Path("suspend"), """{"by":"Dana","reason":"case 118"}""");
        var other = await ActAsync("revoke", old);
        var unsaid = await PostAsync(serve, Path("suspend"), $$"""{"preview":"{{old}}"}""");
        var suspended = await ActAsync("suspend", old);
        var twice = await GetAsync(serve, Path("suspend"));
        var reinstated = await ActAsync("reinstate", await PreviewAsync("reinstate"));
        var stale = await ActAsync("suspend", old);
        var revoked = await ActAsync("revoke", await PreviewAsync("revoke"));
        var final = await ActAsync("reinstate", "any");
        var anew = await ActAsync("reinstate-anew", await PreviewAsync("reinstate-anew"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown.GetProperty("consequences").GetArrayLength(), Is.GreaterThan(2));
            Assert.That((unseen.Status, unsaid.Status, other.Status, stale.Status), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.Conflict)));
            Assert.That((other.Answer.GetProperty("code").GetString(), stale.Answer.GetProperty("code").GetString()), Is.EqualTo(("LB4003", "LB4003")));
            Assert.That(suspended.Answer.GetProperty("state").GetString(), Is.EqualTo("suspended"));
            Assert.That(suspended.Answer.GetProperty("published").GetBoolean(), Is.True);
            Assert.That(twice.GetProperty("refusal").GetProperty("code").GetString(), Is.EqualTo("LB4040"));
            Assert.That((reinstated.Answer.GetProperty("state").GetString(), revoked.Answer.GetProperty("state").GetString()), Is.EqualTo(("valid", "revoked")));
            Assert.That((final.Status, final.Answer.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "LB4041")));
            Assert.That(anew.Status, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [Test]
    public async Task Two_persons_are_found_linked_and_split_again_once_what_follows_was_shown()
    {
        using var desk = new GradesDesk();
        desk.Grades("p1,S1,a@college.example,NUR-210,B", "p2,S2,b@college.example,NUR-220,A");
        await desk.RunAsync(0, "run", "grades");
        await using var serve = await ServeDriver.StartAsync(prepare: folder => Copy(desk.Cli.Folder, folder));
        const string Link = """ "kept":"S1","merged":"S2" """;
        const string Split = """ "person":"S1","identifiers":[{"type":"sis_id","value":"S2"},{"type":"connector:files","value":"p2"},{"type":"verified_email","value":"b@college.example"}] """;
        async Task<JsonElement> PreviewAsync(string verb, string wish) => (await PostAsync(serve, $"/api/persons/{verb}/preview", $"{{{wish}}}")).Answer;
        Task<(HttpStatusCode Status, JsonElement Answer)> ActAsync(string verb, string wish, JsonElement preview) =>
            PostAsync(serve, $"/api/persons/{verb}", $$"""{ {{wish}}, "by":"Dana","reason":"case 118","preview":"{{preview.GetProperty("preview").GetString()}}" }""");

        var found = await PostAsync(serve, "/api/persons/find", """{"person":"s1"}""");
        var shown = await PreviewAsync("link", Link);
        var unseen = await PostAsync(serve, "/api/persons/link", $$"""{ {{Link}}, "by":"Dana","reason":"case 118" }""");
        var linked = await ActAsync("link", Link, shown);
        var again = await ActAsync("link", Link, shown);
        var apart = await PreviewAsync("split", Split);
        var split = await ActAsync("split", Split, apart);
        var stale = await ActAsync("split", Split, apart);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Answer.GetProperty("persons")[0].GetProperty("identifiers").GetArrayLength(), Is.EqualTo(3));
            Assert.That(found.Answer.GetRawText(), Does.Not.Contain("\"S1\""));
            Assert.That(shown.GetProperty("consequences")[0].GetString(), Does.StartWith("3 identifiers"));
            Assert.That((unseen.Status, linked.Status, again.Status), Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.Conflict)));
            Assert.That(linked.Answer.GetProperty("persons")[0].GetProperty("identifiers").GetArrayLength(), Is.EqualTo(6));
            Assert.That(again.Answer.GetProperty("code").GetString(), Is.EqualTo("LB4080"));
            Assert.That((split.Status, split.Answer.GetProperty("persons").GetArrayLength(), stale.Status), Is.EqualTo((HttpStatusCode.OK, 2, HttpStatusCode.Conflict)));
        }
    }

    [Test]
    public async Task A_delivery_in_doubt_is_listed_shown_and_settled_and_a_refused_one_sent_again_by_the_service()
    {
        await using var receiver = await Receiver.StartAsync();
        using var desk = DeliveryVerbTests.Desk(receiver, honours: false, people: 2);
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = receiver.All.Count == 1 ? 422 : 504;
            return Task.CompletedTask;
        };
        await desk.RunAsync(7, "run", "grades");
        receiver.Answer = (context, _) =>
        {
            context.Response.StatusCode = 201;
            return Task.CompletedTask;
        };
        await using var serve = await ServeDriver.StartAsync(prepare: folder => Copy(desk.Cli.Folder, folder));

        var doubtful = (await GetAsync(serve, "/api/deliveries?state=in-doubt")).GetProperty("deliveries");
        var id = doubtful[0].GetProperty("id").GetInt64();
        var settled = await PostAsync(serve, $"/api/deliveries/{id}/settle", """{"by":"Dana","reason":"asked them","accepted":false}""");
        var twice = await PostAsync(serve, $"/api/deliveries/{id}/settle", """{"by":"Dana","reason":"asked them","accepted":true}""");
        var shown = await GetAsync(serve, $"/api/deliveries/{id}");
        var refused = (await GetAsync(serve, "/api/deliveries?destination=registry&state=refused")).GetProperty("deliveries");
        var replayed = await PostAsync(serve, "/api/deliveries/replay", """{"by":"Dana","reason":"mended","destination":"registry","state":"refused"}""");
        for (var look = 0; look < 300 && receiver.All.Count < 4; look++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(doubtful.GetArrayLength(), Is.EqualTo(1));
            Assert.That((settled.Status, settled.Answer.GetProperty("deliveries")[0].GetProperty("state").GetString()), Is.EqualTo((HttpStatusCode.OK, "refused")));
            Assert.That((twice.Status, twice.Answer.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "LB4044")));
            Assert.That(shown.GetProperty("acts")[0].GetProperty("by").GetString(), Is.EqualTo("Dana"));
            Assert.That((refused.GetArrayLength(), replayed.Status), Is.EqualTo((2, HttpStatusCode.OK)));
            Assert.That(receiver.All, Has.Count.EqualTo(4));
            Assert.That(receiver.All.Select(request => request.Key).Distinct().Count(), Is.EqualTo(2));
        }
    }

    [TestCase("/api/persons/find", "{}", HttpStatusCode.BadRequest)]
    [TestCase("/api/persons/find", "nonsense", HttpStatusCode.BadRequest)]
    [TestCase("/api/persons/link/preview", """{"kept":"S1","merged":"S9"}""", HttpStatusCode.NotFound)]
    [TestCase("/api/persons/link/preview", """{"identifiers":[null]}""", HttpStatusCode.BadRequest)]
    [TestCase("/api/persons/split/preview", """{"person":"S1","identifiers":[{"type":"sis_id"}]}""", HttpStatusCode.BadRequest)]
    [TestCase("/api/persons/split", """{"person":"S1","identifiers":[],"by":"Dana"}""", HttpStatusCode.BadRequest)]
    [TestCase("/api/credentials/none/revoke", """{"by":"Dana","reason":"x","preview":"y"}""", HttpStatusCode.NotFound)]
    [TestCase("/api/credentials/none/revoke", """{"by":"Da\nna","reason":"x","preview":"y"}""", HttpStatusCode.BadRequest)]
    [TestCase("/api/deliveries/1/replay", """{"by":"Dana","reason":"x"}""", HttpStatusCode.NotFound)]
    [TestCase("/api/deliveries/1/settle", """{"by":"Dana","reason":"x"}""", HttpStatusCode.BadRequest)]
    [TestCase("/api/deliveries/replay", """{"by":"Dana","reason":"x","destination":"folder","state":"held"}""", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_meant_is_refused(string path, string body, HttpStatusCode expected)
    {
        await using var serve = await ServeDriver.StartAsync();

        Assert.That((await PostAsync(serve, path, body)).Status, Is.EqualTo(expected));
    }

    [TestCase("GET", "/api/credentials/1/revoke")]
    [TestCase("POST", "/api/credentials/1/suspend")]
    [TestCase("POST", "/api/persons/find")]
    [TestCase("POST", "/api/persons/link")]
    [TestCase("POST", "/api/persons/split")]
    [TestCase("POST", "/api/mappings/grades/why-not")]
    [TestCase("GET", "/api/runs/verify")]
    [TestCase("GET", "/api/deliveries")]
    [TestCase("POST", "/api/deliveries/1/settle")]
    public async Task Without_the_token_or_from_elsewhere_nothing_is_told_or_done(string method, string path)
    {
        await using var serve = await ServeDriver.StartAsync();
        using var bare = new HttpRequestMessage(new HttpMethod(method), path);
        using var rebound = Request(new HttpMethod(method), path, "{}");
        rebound.Headers.Host = "rebound.example";
        using var page = Request(new HttpMethod(method), path, "{}");
        page.Headers.Add("Origin", "https://evil.example");

        Assert.That((await serve.Admin.SendAsync(bare)).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await serve.Admin.SendAsync(rebound)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await serve.Admin.SendAsync(page)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }
}
