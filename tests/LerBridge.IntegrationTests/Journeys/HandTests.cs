using System.Text.Json;
using LerBridge.IntegrationTests.Drivers;
using NUnit.Framework;

namespace LerBridge.IntegrationTests.Journeys;

/// <summary>A registrar withdraws, suspends and reinstates single credentials by hand, through the real executable.</summary>
internal sealed class HandTests
{
    [Test]
    public async Task A_registrar_suspends_reinstates_and_revokes_and_the_nights_after_leave_it_so()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.WriteSettingsAsync(settings => settings["Issuer"]!["Suspendable"] = true);
        await college.NightAsync();
        var id = college.Index().First(line => line.Value.GetProperty("mapping").GetString() == "banner-courses").Key;
        var file = Path.Combine(college.Out, $"{id["urn:uuid:".Length..]}.json");

        var unasked = await college.RunAsync("credential", "suspend", id, "--reason", "Under review");
        var suspended = await college.RunAsync("credential", "suspend", id, "--reason", "Under review", "--by", "J. Doe", "--yes");
        var whileSuspended = await college.RunAsync("credential", "verify", file);
        await college.NightAsync();
        var overNight = State(college, id);
        var reinstated = await college.RunAsync("credential", "reinstate", id, "--reason", "Review closed", "--by", "J. Doe", "--yes", "--output", "json");
        var whileValid = await college.RunAsync("credential", "verify", file);
        var revoked = await college.RunAsync("credential", "revoke", id, "--reason", "Issued to the wrong person", "--by", "J. Doe", "--yes");
        var (exit, runs, _) = await college.NightAsync();
        var final = await college.RunAsync("credential", "reinstate", id, "--reason", "Changed my mind", "--yes");
        var card = await college.RunAsync("credential", "show", id);
        var history = await college.RunAsync("credential", "show", id, "--history", "--output", "json");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(unasked.ExitCode, Is.EqualTo(2), "nobody is there to be asked");
            Assert.That(unasked.Errors, Does.Contain("Told: folder, registry.").And.Contain("--yes"));
            Assert.That(suspended.ExitCode, Is.Zero, suspended.Errors);
            Assert.That(whileSuspended.ExitCode, Is.EqualTo(1), whileSuspended.Output);
            Assert.That(whileSuspended.Output, Does.Contain("suspended"));
            Assert.That(overNight, Is.EqualTo("suspended"), "the night leaves it so");
            Assert.That(reinstated.ExitCode, Is.Zero, reinstated.Errors);
            Assert.That(JsonDocument.Parse(reinstated.Output).RootElement.GetProperty("delivery").GetProperty("accepted").GetInt32(), Is.EqualTo(2));
            Assert.That(whileValid.ExitCode, Is.Zero, whileValid.Output + whileValid.Errors);
            Assert.That(revoked.ExitCode, Is.Zero, revoked.Errors);
            Assert.That((exit, State(college, id), runs["banner-courses"]["new"]), Is.EqualTo((CollegeDriver.ExitOf(runs), "revoked", 0L)), "nothing is issued in its place");
            Assert.That(final.ExitCode, Is.EqualTo(2));
            Assert.That(final.Errors, Does.Contain("LB4041").And.Contain("--anew"));
            Assert.That(card.Output, Does.Contain("Under review").And.Contain("J. Doe").And.Contain("by hand"));
            Assert.That(
                JsonDocument.Parse(history.Output).RootElement.GetProperty("versions").EnumerateArray().Select(version => version.GetProperty("operation").GetString()),
                Is.EqualTo(new[] { "issue", "suspend", "reinstate", "withdraw" }));
        }
    }

    [Test]
    public async Task What_an_issuer_cannot_suspend_is_refused_with_what_can_be_done_instead()
    {
        await using var college = await CollegeDriver.StartAsync();
        await college.NightAsync();
        var id = college.Index().Keys.First();

        var refused = await college.RunAsync("credential", "suspend", id, "--reason", "Under review", "--yes");
        var unsaid = await college.RunAsync("credential", "revoke", id, "--yes");

        using (Assert.EnterMultipleScope())
        {
            Assert.That((refused.ExitCode, unsaid.ExitCode), Is.EqualTo((2, 2)));
            Assert.That(refused.Errors, Does.Contain("LB4042").And.Contain("Suspendable"));
            Assert.That(unsaid.Errors, Does.Contain("LB4043").And.Contain("--reason"));
            Assert.That(State(college, id), Is.EqualTo("valid"));
        }
    }

    private static string? State(CollegeDriver college, string id) => college.Index()[id].GetProperty("state").GetString();
}
