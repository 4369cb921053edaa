using System.Text.Json;
using LerBridge.IntegrationTests.Drivers;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>What a registrar and college IT see over several nights, through the real executable.</summary>
internal sealed class NightsTests
{
    private static readonly string[] Mappings = ["canvas-courses", "canvas-outcomes", "banner-courses", "banner-transcript", "workday-employment"];

    [Test]
    public async Task The_first_night_issues_and_delivers_everything_that_qualifies_and_the_sums_hold()
    {
        await using var college = await CollegeDriver.StartAsync();

        var (exit, runs, errors) = await college.NightAsync();

        var issued = runs.Values.Sum(run => run["new"]);
        var heldBack = runs.Values.Sum(run => run.Delivery["held"]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
            Assert.That(runs.Keys, Is.EquivalentTo(Mappings));
            Assert.That(runs.Values, Has.All.Property("SumsHold").True);
            Assert.That(runs.Values, Has.All.Property("Outcome").EqualTo("succeeded"));
            Assert.That(runs.Values.Select(run => run["new"]), Has.All.GreaterThan(10));
            Assert.That(college.Delivered(), Has.Count.EqualTo(issued));
            Assert.That(college.Index(), Has.Count.EqualTo(issued));
            Assert.That(college.Sandbox.Arrivals, Has.Count.EqualTo(issued - heldBack));
            Assert.That(college.Sandbox.Arrivals.Select(arrival => arrival.CredentialId), Is.Unique);
        }
    }

    [Test]
    public async Task The_same_night_again_changes_nothing_and_tells_nobody()
    {
        await using var college = await CollegeDriver.StartAsync();
        var (_, first, _) = await college.NightAsync();
        var files = Files(college);
        var arrivals = college.Sandbox.Arrivals.Count;

        var (exit, runs, errors) = await college.NightAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
            foreach (var (mapping, run) in runs)
            {
                Assert.That(run["unchanged"], Is.EqualTo(first[mapping]["new"]), mapping);
                Assert.That(run["new"] + run["corrected"] + run["withdrawn"] + run["absent"], Is.Zero, mapping);
                Assert.That(run["skipped"], Is.EqualTo(first[mapping]["skipped"]), mapping);
                Assert.That(run["held"], Is.EqualTo(first[mapping]["held"]), mapping);
            }

            Assert.That(Files(college), Is.EqualTo(files));
            Assert.That(college.Sandbox.Arrivals, Has.Count.EqualTo(arrivals));
        }
    }

    [Test]
    public async Task A_changed_night_corrects_withdraws_and_adds_exactly_what_changed()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.NightAsync();
        var before = college.Delivered();
        var changes = college.Sandbox.ApplyChanges();

        var (exit, runs, errors) = await college.NightAsync();

        var after = college.Delivered();
        var index = college.Index();
        var corrected = after.Where(pair => before.TryGetValue(pair.Key, out var old) && old.GetRawText() != pair.Value.GetRawText()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(exit, Is.EqualTo(CollegeDriver.ExitOf(runs)), errors);
            Assert.That(changes, Is.Not.Empty);
            Assert.That(runs.Values, Has.All.Property("SumsHold").True);
            Assert.That(runs.Values.Sum(run => run["new"]), Is.EqualTo(after.Count - before.Count).And.Positive);
            Assert.That(runs.Values.Sum(run => run["corrected"]), Is.EqualTo(corrected.Length).And.Positive);
            Assert.That(runs.Values.Sum(run => run["withdrawn"]), Is.EqualTo(index.Values.Count(line => line.GetProperty("state").GetString() == "revoked")).And.Positive);
            foreach (var (id, credential) in corrected)
            {
                Assert.That(credential.GetProperty("validFrom").GetDateTimeOffset(), Is.GreaterThan(before[id].GetProperty("validFrom").GetDateTimeOffset()));
                Assert.That(credential.GetProperty("credentialStatus").GetRawText(), Is.EqualTo(before[id].GetProperty("credentialStatus").GetRawText()));
            }
        }
    }

    [Test]
    public async Task Everything_that_was_delivered_verifies_offline_and_what_was_withdrawn_does_not()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.NightAsync();
        college.Sandbox.ApplyChanges();
        await college.NightAsync();
        var index = college.Index();
        var valid = Directory.GetFiles(college.Out, "*.json").Where(file => index["urn:uuid:" + Path.GetFileNameWithoutExtension(file)].GetProperty("state").GetString() == "valid").ToArray();
        var revoked = Directory.GetFiles(college.Out, "*.json").Except(valid).ToArray();

        var good = await college.RunAsync(["credential", "verify", .. valid]);
        var bad = await college.RunAsync(["credential", "verify", "--output", "json", .. revoked]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(good.ExitCode, Is.Zero, good.Output + good.Errors);
            Assert.That(revoked, Is.Not.Empty);
            Assert.That(bad.ExitCode, Is.EqualTo(1), bad.Output + bad.Errors);
        }
    }

    [Test]
    public async Task A_learner_record_is_corrected_under_its_id_and_holds_signed_credentials_with_ids_that_stay()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.NightAsync();
        var before = Records(college);
        college.Sandbox.ApplyChanges();

        var (_, runs, errors) = await college.NightAsync();

        var after = Records(college);
        var changed = after.Where(record => record.Value.GetRawText() != before[record.Key].GetRawText()).ToArray();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(before, Has.Count.GreaterThan(150), errors);
            Assert.That(before.Values.SelectMany(Embedded).Select(one => one.GetProperty("id").GetString()), Is.Unique);
            Assert.That(before.Values.SelectMany(Embedded).Select(one => one.TryGetProperty("proof", out _)), Has.All.True);
            Assert.That(changed, Has.Length.EqualTo(2), "a grade was taken back, a late one arrived");
            Assert.That(runs["banner-transcript"]["corrected"], Is.EqualTo(2));
            foreach (var (id, record) in changed)
            {
                // all but the one course that changed
                var kept = Embedded(record).Select(one => one.GetProperty("id").GetString()).Intersect(Embedded(before[id]).Select(one => one.GetProperty("id").GetString()));
                Assert.That(kept.Count(), Is.GreaterThanOrEqualTo(Math.Min(Embedded(record).Count(), Embedded(before[id]).Count())));
            }
        }
    }

    [Test]
    public async Task An_empty_extract_withdraws_nothing()
    {
        await using var college = await CollegeDriver.StartAsync();
        var (_, first, _) = await college.NightAsync();
        college.Sandbox.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.ShortList) { Times = int.MaxValue, Rows = 0 });

        var (_, runs, errors) = await college.NightAsync();

        var run = runs["workday-employment"];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run["withdrawn"] + run["absentWithdrawn"], Is.Zero, errors);
            Assert.That(run["absent"], Is.EqualTo(first["workday-employment"]["new"]));
            Assert.That(college.Index().Values.Select(line => line.GetProperty("state").GetString()), Has.All.EqualTo("valid"));
        }
    }

    private static Dictionary<string, JsonElement> Records(CollegeDriver college) =>
        college.Delivered().Where(pair => pair.Value.GetProperty("type").EnumerateArray().Any(type => type.ValueEquals("ClrCredential"))).ToDictionary(pair => pair.Key, pair => pair.Value);

    private static IEnumerable<JsonElement> Embedded(JsonElement record) => record.GetProperty("credentialSubject").GetProperty("verifiableCredential").EnumerateArray();

    private static IReadOnlyList<(string Name, string Hash)> Files(CollegeDriver college) =>
        [.. Directory.EnumerateFiles(college.Out).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))))];
}
