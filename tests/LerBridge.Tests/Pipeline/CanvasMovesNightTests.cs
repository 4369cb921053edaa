using System.Text.Json;
using LerBridge.Connectors.Canvas;
using LerBridge.Connectors.Canvas.Changes;
using LerBridge.Core.Credentials;
using LerBridge.Core.Ledger;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using LerBridge.Tests.Connectors;
using LerBridge.Tests.Drivers;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>Nights of the shipped mapping on which administrators of Canvas moved persons and sections about.</summary>
internal sealed class CanvasMovesNightTests : SandboxFixture
{
    protected override void Prepare(SandboxHost started)
    {
        started.Switches.CanvasHidesRateLimit = true;
        started.Switches.CanvasDataStartsAMinute = 1_000;
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_merged_person_loses_nothing(bool byChanges)
    {
        await using var driver = await this.StartAsync(byChanges);
        await driver.NightAsync();
        var before = await driver.AllAsync();
        var (loser, winner) = TwoPersons(before);
        this.Sandbox.Switches.CanvasMerged = $"{loser}:{winner}";

        var report = await driver.NextNightAsync();

        var standing = await driver.AllAsync();
        Assert.That(report.Failure, Is.Null);
        Assert.That(report.Run.Counts.Withdrawn, Is.Zero);
        Assert.That(standing.Where(entry => before.Any(old => old.Id == entry.Id)).Select(entry => entry.State), Has.All.EqualTo(CredentialState.Valid));
        Assert.That(report.Run.Counts.Absent, Is.EqualTo(Of(before, loser)), "held as absent, for a person to look at");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_section_that_is_cross_listed_takes_nothing_back(bool byChanges)
    {
        await using var driver = await this.StartAsync(byChanges);
        await driver.NightAsync();
        var before = await driver.AllAsync();
        var (section, course, into) = await this.SectionAsync(before);
        this.Sandbox.Switches.CanvasCrossListed = $"{section}:{into}";

        var report = await driver.NextNightAsync();

        var standing = await driver.AllAsync();
        Assert.That(report.Failure, Is.Null);
        Assert.That(report.Run.Counts.Withdrawn, Is.Zero);
        Assert.That(standing.Where(entry => before.Any(old => old.Id == entry.Id)).Select(entry => entry.State), Has.All.EqualTo(CredentialState.Valid));
        Assert.That(report.Run.Counts.Absent, Is.GreaterThan(0), $"held as absent from course {course}");
    }

    [Test]
    public async Task With_one_credential_per_person_and_code_a_cross_listing_passes_it_on_under_its_id()
    {
        await using var driver = await this.StartAsync(byChanges: false, per: "[person.id, course.code]");
        await driver.NightAsync();
        var before = await driver.AllAsync();
        var (section, _, into) = await this.SectionAsync(before, sameCode: true);
        this.Sandbox.Switches.CanvasCrossListed = $"{section}:{into}";

        var report = await driver.NextNightAsync();

        Assert.That((report.Run.Counts.New, report.Run.Counts.Withdrawn), Is.EqualTo((0L, 0L)));
        Assert.That((await driver.AllAsync()).Select(entry => (entry.Id, entry.State)), Is.EquivalentTo(before.Select(entry => (entry.Id, entry.State))));
    }

    private static int Of(IReadOnlyList<RegisterEntry> entries, string person) => entries.Count(entry => entry.RecordKey.EndsWith($"\"{person}\"]", StringComparison.Ordinal));

    private static (string Loser, string Winner) TwoPersons(IReadOnlyList<RegisterEntry> entries)
    {
        // two who share no course: sharing one would make the rows of both one row
        var courses = entries.Select(entry => JsonSerializer.Deserialize<string[]>(entry.RecordKey) ?? []).ToLookup(key => key[1], key => key[0]);
        var loser = courses.First();
        return (loser.Key, courses.First(person => person.Key != loser.Key && !person.Intersect(loser).Any()).Key);
    }

    // a section with credentials, and another course for it
    private async Task<(string Section, string Course, string Into)> SectionAsync(IReadOnlyList<RegisterEntry> entries, bool sameCode = false)
    {
        var issued = entries.Select(entry => JsonSerializer.Deserialize<string[]>(entry.RecordKey) ?? []).ToHashSet(KeyComparer.Instance);
        var rows = (await Pulled.AllAsync(this.Connector(byChanges: false))).Records.Where(row => !row["course.code"].IsMissing).ToList();
        var moved = rows.First(row => issued.Contains([row["course.id"].Text, row["person.id"].Text]) && row["section.ids"].TextList.Length == 1 && rows.Exists(other => IsTarget(row, other)));
        return (moved["section.ids"].TextList[0], moved["course.id"].Text, rows.First(other => IsTarget(moved, other))["course.id"].Text);

        bool IsTarget(SourceRecord from, SourceRecord into) =>
            into["course.id"].Text != from["course.id"].Text && into["course.concluded"].Bool && !into["course.deleted"].Bool && !into["course.sis_id"].IsMissing && into["course.code"].Text == from["course.code"].Text == sameCode;
    }

    private async Task<NightDriver> StartAsync(bool byChanges, string? per = null)
    {
        var connector = this.Connector(byChanges);
        var driver = await ShippedNight.StartAsync("canvas-courses", connector, per is null ? null : text => text.Replace("repeat: every", $"repeat: {{ keep: best, per: {per}, rank: = points }}", StringComparison.Ordinal));
        driver.With = services => services with { AsOf = this.Sandbox.Today };
        return driver;
    }

    private CanvasConnector Connector(bool byChanges) => new(
        "canvas-main",
        new CanvasOptions
        {
            BaseUrl = this.Sandbox.CanvasUrl,
            AccountId = "13",
            Token = new Secret(this.Sandbox.Options.CanvasToken),
            Changes = byChanges
                ? new ChangeOptions { BaseUrl = this.Sandbox.CanvasUrl, ClientId = this.Sandbox.Options.ClientId, ClientSecret = new Secret(this.Sandbox.Options.ClientSecret), CompletedAt = false }
                : null,
        },
        new ConnectorServices(new FastTime(200), NullLoggerFactory.Instance));

    private sealed class KeyComparer : IEqualityComparer<string[]>
    {
        public static KeyComparer Instance { get; } = new();

        public bool Equals(string[]? x, string[]? y) => x is not null && y is not null && x.SequenceEqual(y, StringComparer.Ordinal);

        public int GetHashCode(string[] obj) => string.Join('/', obj).GetHashCode(StringComparison.Ordinal);
    }
}
