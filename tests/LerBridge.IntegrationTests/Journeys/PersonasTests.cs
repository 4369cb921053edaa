using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LerBridge.IntegrationTests.Drivers;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>The acceptance journeys that need neither console nor wallet, by number, each with the commands a person would type.</summary>
internal sealed class PersonasTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [Test]
    public async Task Journey_1_From_an_empty_server_to_a_credential_that_verifies_in_three_commands()
    {
        var folder = Directory.CreateTempSubdirectory("lerbridge-newcomer-").FullName;

        var demo = await RunAsync(folder, "demo");
        var site = Path.Combine(folder, "lerbridge-demo");
        var found = await RunAsync(site, "credential", "find", "--limit", "1", "--output", "json");
        var id = JsonDocument.Parse(found.Output).RootElement.GetProperty("credentials")[0].GetProperty("id").GetString() ?? string.Empty;
        var file = Directory.EnumerateFiles(Path.Combine(site, "out"), "*.json").Single(name => File.ReadAllText(name).Contains($"\"{id}\"", StringComparison.Ordinal) && JsonId(name) == id);
        var verified = await RunAsync(site, "credential", "verify", file, "--config", "appsettings.json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(demo.ExitCode, Is.Zero, demo.Errors);
            Assert.That(verified.ExitCode, Is.Zero, verified.Output + verified.Errors);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Journey_2_An_empty_extract_withdraws_nothing_waits_as_a_plan_and_the_digest_says_why()
    {
        await using var room = await Listener.StartAsync();
        await using var college = await CollegeDriver.StartAsync();
        await college.WriteSettingsAsync(settings =>
        {
            settings["TimeZone"] = "UTC";
            settings["Notifications"] = new JsonObject { ["Webhook"] = new JsonObject { ["Url"] = room.Url.AbsoluteUri }, ["DigestAt"] = AnHourAgo() };
        });
        await college.NightAsync();
        college.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.ShortList) { Times = int.MaxValue, Rows = 0 });

        var night = await college.RunAsync("run", "workday-employment", "--output", "json");
        using (var service = college.Start("serve"))
        {
            await UntilAsync(() => room.Told.Any(told => told.Contains("\"digest\"", StringComparison.Ordinal)), service);
            await service.TerminateAsync();
            await service.WaitAsync(Limit);
        }

        var digest = JsonNode.Parse(room.Told.Single(told => told.Contains("\"digest\"", StringComparison.Ordinal)))?["text"]?.GetValue<string>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(night.ExitCode, Is.EqualTo(9), night.Errors);
            Assert.That(digest, Does.Contain("workday-employment: ").And.Contain("stopped by a brake wait").And.Contain("(LB405").And.Contain("lerbridge plans show "));
            Assert.That(college.Index().Values.Select(line => line.GetProperty("state").GetString()), Has.All.EqualTo("valid"));
        }
    }

    [Test]
    public async Task Journey_3_A_raised_grade_arrives_at_the_registry_as_a_correction_and_is_told_once()
    {
        await using var site = await GradesDriver.StartAsync();
        await site.WriteAsync(new Dictionary<int, string> { [0] = "B", [1] = "A" });
        await site.RunAsync("run", "grades");
        await site.WriteAsync(new Dictionary<int, string> { [0] = "A", [1] = "A" });

        var raised = await site.RunAsync("run", "grades");
        var again = await site.RunAsync("run", "grades");

        var corrected = site.Sandbox.Arrivals.Where(arrival => arrival.Kind == SandboxArrivalKind.Credential).GroupBy(arrival => arrival.CredentialId).Single(one => one.Count() > 1).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((raised.ExitCode, again.ExitCode), Is.EqualTo((0, 0)), raised.Errors + again.Errors);
            Assert.That(site.Sandbox.Arrivals, Has.Count.EqualTo(3));
            Assert.That(corrected.Select(Grade), Is.EqualTo(new[] { "B", "A" }));
            Assert.That(string.CompareOrdinal(corrected[1].ValidFrom, corrected[0].ValidFrom), Is.Positive);
            Assert.That(corrected[1].Times, Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Journey_4_The_same_night_twice_and_killed_half_way_leaves_no_duplicates_and_sums_that_hold()
    {
        await using var site = await GradesDriver.StartAsync();
        await site.WriteAsync(Enumerable.Range(0, 300).ToDictionary(person => person, _ => "B"));
        using (var killed = site.Start("run", "grades"))
        {
            await UntilAsync(() => site.Sandbox.Arrivals.Count > 20, killed);
            killed.Kill();
            await killed.WaitAsync(Limit);
        }

        var first = RunResult.Parse((await site.RunAsync("run", "grades", "--output", "json")).Output)["grades"];
        var second = RunResult.Parse((await site.RunAsync("run", "grades", "--output", "json")).Output)["grades"];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(first.SumsHold && second.SumsHold, Is.True);
            Assert.That(second["unchanged"], Is.EqualTo(300));
            Assert.That(site.Sandbox.Arrivals.Select(arrival => arrival.CredentialId), Is.Unique.And.Exactly(300).Items);
        }
    }

    [Test]
    public async Task Journey_7_After_a_rotation_old_credentials_verify_new_ones_name_the_new_key_and_a_missing_did_document_is_found()
    {
        await using var site = await GradesDriver.StartAsync();
        await site.WriteAsync(new Dictionary<int, string> { [0] = "B" });
        await site.RunAsync("run", "grades");
        await site.RunAsync("key", "new");
        var did = Path.Combine(site.Folder, "data", "public", ".well-known", "did.json");
        File.Delete(did);
        var rehearsal = await site.RunAsync("doctor");
        await site.RunAsync("status", "publish");
        var rotated = await site.RunAsync("key", "rotate");
        await site.WriteAsync(new Dictionary<int, string> { [0] = "B", [1] = "A" });
        await site.RunAsync("run", "grades");

        var files = Directory.GetFiles(Path.Combine(site.Folder, "out"), "*.json");
        var verified = await site.RunAsync(["credential", "verify", .. files, "--config", "appsettings.json"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rehearsal.ExitCode, Is.EqualTo(1));
            Assert.That(rehearsal.Output + rehearsal.Errors, Does.Contain("the DID document is not published yet"));
            Assert.That(rotated.ExitCode, Is.Zero, rotated.Errors);
            Assert.That(files.Select(KeyOf).Distinct().Count(), Is.EqualTo(2));
            Assert.That(verified.ExitCode, Is.Zero, verified.Output);
        }
    }

    [Test]
    public async Task Journey_8_A_withdrawn_framework_item_is_found_in_rows_mappings_and_credentials_and_its_replacement_is_issued()
    {
        await using var college = await CollegeDriver.StartAsync();
        var mappings = Path.Combine(college.Folder, "mappings");
        Copy(Repository.Mappings, mappings);
        await college.WriteSettingsAsync(settings => settings["MappingsDirectory"] = mappings);
        await college.RunAsync("run", "banner-courses");
        var draft = Replaced(Path.Combine(mappings, "frameworks", "example-college-2026.json"), Path.Combine(college.Folder, "2027.json"));

        var imported = await college.RunAsync("framework", "import", draft, "--id", "example-college");
        var drift = await college.RunAsync("framework", "drift", "example-college@2026", "example-college@2027", "--output", "json");
        await EditAsync(mappings);
        var run = await college.RunAsync("run", "banner-courses", "--output", "json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(imported.ExitCode, Is.Zero, imported.Output + imported.Errors);
            Assert.That(drift.ExitCode, Is.EqualTo(1), drift.Errors);
            Assert.That(drift.Output, Does.Contain("course-competencies.csv").And.Contain("banner-courses").And.Contain("\"credentials\"").And.Contain("NUR-2.7"));
            Assert.That(RunResult.Parse(run.Output)["banner-courses"]["corrected"], Is.Positive, run.Errors);
            Assert.That(college.Delivered().Values.Count(credential => credential.GetRawText().Contains("NUR-2.7", StringComparison.Ordinal)), Is.EqualTo(RunResult.Parse(run.Output)["banner-courses"]["corrected"]));
        }
    }

    [Test]
    public async Task Journey_10_After_the_service_has_ended_a_folder_on_any_web_host_verifies_everything()
    {
        await using var site = await GradesDriver.StartAsync();
        await site.WriteAsync(new Dictionary<int, string> { [0] = "B", [1] = "A" });
        await site.RunAsync("run", "grades");
        await site.WriteAsync(new Dictionary<int, string> { [0] = "F", [1] = "A" });
        await site.RunAsync("run", "grades");
        var year = DateTimeOffset.UtcNow.Year + 50;

        var published = await site.RunAsync("status", "publish", "--until", string.Create(CultureInfo.InvariantCulture, $"{year}-12-31"));

        // what is left: the folder, the credentials, and somebody's copy of the verifier
        var host = Directory.CreateTempSubdirectory("lerbridge-host-").FullName;
        Copy(Path.Combine(site.Folder, "data", "public"), host);
        var lists = Directory.GetFiles(Path.Combine(host, "status"), "*.json").SelectMany(list => new[] { "--status-list", list });
        var results = new List<int>();
        foreach (var file in Directory.GetFiles(Path.Combine(site.Folder, "out"), "*.json"))
        {
            results.Add((await RunAsync(host, ["credential", "verify", file, "--did-doc", Path.Combine(host, ".well-known", "did.json"), .. lists])).ExitCode);
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(published.ExitCode, Is.Zero, published.Errors);
            Assert.That(Directory.GetFiles(Path.Combine(host, "status"), "*.json").Select(File.ReadAllText), Has.All.Contains($"\"validUntil\":\"{year}-12-31T23:59:59Z\""));
            Assert.That(results.Order(), Is.EqualTo(new[] { 0, 1 }), "one stands, one was revoked");
        }

        Directory.Delete(host, recursive: true);
    }

    private static async Task<ProcessResult> RunAsync(string folder, params string[] arguments)
    {
        using var process = LerBridgeProcess.Start(folder, arguments);
        return await process.WaitAsync(Limit);
    }

    private static string AnHourAgo()
    {
        var now = DateTimeOffset.UtcNow;
        return (now.Hour == 0 ? TimeOnly.MinValue : TimeOnly.FromDateTime(now.UtcDateTime.AddHours(-1))).ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    private static string? JsonId(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.GetProperty("id").GetString();
    }

    private static string? KeyOf(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var proof = document.RootElement.GetProperty("proof");
        return (proof.ValueKind == JsonValueKind.Array ? proof[0] : proof).GetProperty("verificationMethod").GetString();
    }

    private static string? Grade(SandboxArrival arrival)
    {
        using var document = JsonDocument.Parse(arrival.Body);
        return document.RootElement.GetProperty("credentialSubject").GetProperty("term").GetString();
    }

    private static async Task UntilAsync(Func<bool> moment, LerBridgeProcess process)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!moment())
        {
            Assert.That(process.HasExited, Is.False, "the process ended before the moment came");
            await Task.Delay(20, limit.Token);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? to);
            File.Copy(file, target);
        }
    }

    // The framework as the faculty hands it over: NUR-2.1 is withdrawn, and NUR-2.7 takes its place.
    private static string Replaced(string from, string to)
    {
        var package = JsonNode.Parse(File.ReadAllText(from)) as JsonObject ?? [];
        var document = package["CFDocument"] as JsonObject ?? [];
        (document["version"], document["title"], document["lastChangeDateTime"]) = ("2027", "Example College Competency Framework 2027", "2026-11-01T12:00:00Z");
        var (items, associations) = (package["CFItems"] as JsonArray ?? [], package["CFAssociations"] as JsonArray ?? []);
        var before = items.OfType<JsonObject>().Single(item => item["humanCodingScheme"]?.GetValue<string>() == "NUR-2.1");
        var after = before.DeepClone();
        (after["identifier"], after["uri"], after["humanCodingScheme"]) = ("00000000-0000-4000-8000-000000000001", "https://college.example/frameworks/example-college/2027/NUR-2.7", "NUR-2.7");
        items.Add(after);
        before["statusEndDate"] = "2026-10-31";
        var association = associations.First()?.DeepClone() ?? new JsonObject();
        (association["identifier"], association["uri"], association["associationType"]) = ("00000000-0000-4000-9000-000000000001", "https://college.example/frameworks/example-college/2027/a/1", "replacedBy");
        (association["originNodeURI"], association["destinationNodeURI"]) = (Node(before), Node(after));
        associations.Add(association);
        File.WriteAllText(to, package.ToJsonString());
        return to;
    }

    private static JsonObject Node(JsonNode item) => new()
    {
        ["title"] = item["abbreviatedStatement"]?.GetValue<string>(),
        ["identifier"] = item["identifier"]?.GetValue<string>(),
        ["uri"] = item["uri"]?.GetValue<string>(),
    };

    // What an analyst does in her editor and in Excel: the mappings name the new version, the rows the new item.
    private static async Task EditAsync(string mappings)
    {
        foreach (var file in Directory.GetFiles(mappings, "*.yaml"))
        {
            await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("example-college@2026", "example-college@2027", StringComparison.Ordinal));
        }

        var table = Path.Combine(mappings, "tables", "course-competencies.csv");
        await File.WriteAllTextAsync(table, (await File.ReadAllTextAsync(table)).Replace("2026/NUR-2.1", "2027/NUR-2.7", StringComparison.Ordinal).Replace("NUR-2.1", "NUR-2.7", StringComparison.Ordinal));
    }
}
