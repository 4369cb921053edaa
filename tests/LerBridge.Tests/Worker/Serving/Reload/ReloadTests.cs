using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LerBridge.Tests.Worker.Authoring;
using NUnit.Framework;

namespace LerBridge.Tests.Worker.Serving.Reload;

/// <summary>The service while somebody edits its mappings.</summary>
internal sealed class ReloadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Test]
    public async Task A_changed_mapping_is_picked_up_without_a_restart()
    {
        await using var serve = await StartAsync();
        var before = await MappingAsync(serve, mapping => State(mapping) == "live");

        Write(serve, "positions.yaml", AuthorDesk.Mapping.Replace("s.level >= 2", "s.level >= 1", StringComparison.Ordinal).Replace("[S2]", "[S1, S2]", StringComparison.Ordinal));

        var after = await MappingAsync(serve, mapping => Hash(mapping) != Hash(before));
        Assert.That(State(after), Is.EqualTo("live"));
        Assert.That(serve.Errors, Does.Contain("runs from mappings/positions.yaml as it is now"));
    }

    [Test]
    public async Task A_changed_row_of_a_table_is_picked_up_too()
    {
        await using var serve = await StartAsync();
        var before = await MappingAsync(serve, mapping => State(mapping) == "live");

        Write(serve, "tables/jobs.csv", AuthorDesk.Jobs + "RN,S4,Dosage,https://skills.example/S4,3\n");

        var after = await MappingAsync(serve, mapping => Hash(mapping) != Hash(before));
        Assert.That(State(after), Is.EqualTo("live"), "its tests are another matter: they do not keep it from running");
    }

    [Test]
    public async Task A_mapping_that_no_longer_compiles_leaves_its_former_self_running_and_is_reported_until_it_is_mended()
    {
        await using var serve = await StartAsync();
        var before = await MappingAsync(serve, mapping => State(mapping) == "live");

        Write(serve, "positions.yaml", AuthorDesk.Mapping.Replace("company.name = missing", "company.nmae = missing", StringComparison.Ordinal));
        var broken = await MappingAsync(serve, mapping => State(mapping) == "last good");
        using var ready = await serve.Public.GetAsync("/health/ready");
        var health = await ready.Content.ReadAsStringAsync();
        Write(serve, "positions.yaml", AuthorDesk.Mapping);
        var mended = await MappingAsync(serve, mapping => State(mapping) == "live");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Hash(broken), Is.EqualTo(Hash(before)));
            Assert.That(broken.GetProperty("problems")[0].GetProperty("code").GetString(), Is.EqualTo("LB1102"));
            Assert.That(ready.StatusCode, Is.EqualTo(HttpStatusCode.OK), "what runs goes on");
            Assert.That(health, Does.Contain("mappings/positions.yaml LB1102 on line 24, the version before runs"));
            Assert.That(serve.Errors, Does.Contain("does not compile (1 errors); first LB1102").And.Contain("The version before goes on running."));
            Assert.That(Hash(mended), Is.EqualTo(Hash(before)));
        }
    }

    [Test]
    public async Task A_new_mapping_is_there_and_one_that_was_removed_is_not()
    {
        await using var serve = await StartAsync();
        await MappingAsync(serve, mapping => State(mapping) == "live");

        Write(serve, "others.yaml", AuthorDesk.Mapping.Replace("id: positions", "id: others", StringComparison.Ordinal));
        await MappingAsync(serve, mapping => State(mapping) == "live", "others");
        File.Delete(Path.Combine(serve.Folder, "mappings", "others.yaml"));
        await UntilAsync(async () => (await MappingsAsync(serve)).Count == 1);

        Assert.That(serve.Errors, Does.Contain("is gone with its file mappings/others.yaml"));
    }

    [Test]
    public async Task A_mapping_that_a_schedule_names_goes_on_when_its_file_vanishes()
    {
        await using var serve = await StartAsync(scheduled: true);
        await MappingAsync(serve, mapping => State(mapping) == "live");

        File.Delete(Path.Combine(serve.Folder, "mappings", "positions.yaml"));

        var kept = await MappingAsync(serve, mapping => State(mapping) == "last good");
        Assert.That(kept.GetProperty("problems")[0].GetProperty("code").GetString(), Is.EqualTo("LB2026"));
    }

    private static Task<ServeDriver> StartAsync(bool scheduled = false) => ServeDriver.StartAsync(prepare: folder =>
    {
        Directory.CreateDirectory(Path.Combine(folder, "mappings", "tables"));
        Directory.CreateDirectory(Path.Combine(folder, "drop"));
        File.WriteAllText(Path.Combine(folder, "mappings", "positions.yaml"), AuthorDesk.Mapping);
        File.WriteAllText(Path.Combine(folder, "mappings", "tables", "jobs.csv"), AuthorDesk.Jobs);
        var settings = Path.Combine(folder, "appsettings.json");
        var schedules = scheduled ? "\"Schedules\": { \"nightly\": { \"Cron\": \"0 0 2 1 1 ?\", \"Mappings\": [ \"positions\" ] } }," : string.Empty;
        File.WriteAllText(settings, File.ReadAllText(settings).Replace(
            "{ \"LerBridge\": {",
            $$"""
            { "LerBridge": { {{schedules}}
                "Connectors": { "hr-files": { "Kind": "Delimited", "QuietSeconds": 0, "Directory": "./drop", "Streams": { "position_history": { "Files": "*.csv" } } } },
                "Destinations": { "folder": { "Kind": "Folder", "Path": "./out" } },
            """,
            StringComparison.Ordinal));
    });

    // in two steps, as editors do
    private static void Write(ServeDriver serve, string name, string text)
    {
        var file = Path.Combine(serve.Folder, "mappings", name);
        File.WriteAllText(file + "~", text);
        File.Move(file + "~", file, overwrite: true);
    }

    private static async Task<JsonElement> MappingAsync(ServeDriver serve, Func<JsonElement, bool> like, string id = "positions")
    {
        JsonElement found = default;
        await UntilAsync(async () =>
        {
            found = (await MappingsAsync(serve)).FirstOrDefault(mapping => mapping.GetProperty("id").GetString() == id);
            return found.ValueKind == JsonValueKind.Object && like(found);
        });
        return found;
    }

    private static async Task<List<JsonElement>> MappingsAsync(ServeDriver serve)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/mappings") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ServeDriver.Token) } };
        using var answer = await serve.Admin.SendAsync(request);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. document.RootElement.GetProperty("mappings").EnumerateArray().Select(mapping => mapping.Clone())];
    }

    private static string? State(JsonElement mapping) => mapping.GetProperty("state").GetString();

    private static string? Hash(JsonElement mapping) => mapping.GetProperty("hash").GetString();

    private static async Task UntilAsync(Func<Task<bool>> happened)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await happened())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
