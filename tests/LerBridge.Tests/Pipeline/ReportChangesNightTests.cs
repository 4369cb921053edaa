using LerBridge.Connectors.Workday;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Tests.Connectors;
using LerBridge.Tests.Connectors.Workday;
using LerBridge.Tests.Drivers;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Pipeline;

/// <summary>Nights of the shipped mapping over a report of changes, whose rows are numbered by the run.</summary>
internal sealed class ReportChangesNightTests : IDisposable
{
    private const string Full = """
        {"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P1","Start_Date":"2020-01-06","End_Date":"2021-06-30","Business_Title":"Welder","Company":"Acme","Full_Name":"Ada One"},
        {"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P1","Start_Date":"2022-03-07","Business_Title":"Welder","Company":"Acme","Full_Name":"Ada One"},
        {"Employee_ID":"2","Worker_Type":"Employee","Position_ID":"P2","Start_Date":"2023-01-09","Business_Title":"Clerk","Company":"Acme","Full_Name":"Bea Two"}
        """;

    private readonly StubServer server = new();

    public void Dispose() => this.server.Dispose();

    [Test]
    public async Task Whoever_comes_with_all_of_their_rows_is_corrected_on_a_night_of_changes()
    {
        var night = await this.AfterAsync("""
            {"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P1","Start_Date":"2020-01-06","End_Date":"2021-06-30","Business_Title":"Welder","Company":"Acme","Full_Name":"Ada One"},
            {"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P1","Start_Date":"2022-03-14","Business_Title":"Welder","Company":"Acme","Full_Name":"Ada One"},
            {"Employee_ID":"3","Worker_Type":"Employee","Position_ID":"P3","Start_Date":"2024-02-05","Business_Title":"Cook","Company":"Acme","Full_Name":"Cyd Three"}
            """);

        Assert.That((night.Run.ExtractComplete, night.Run.Counts.Corrected, night.Run.Counts.New, night.Run.Counts.Held, night.Run.Counts.Withdrawn), Is.EqualTo((false, 1L, 1L, 0L, 0L)), "the corrected start keeps its spell");
    }

    [Test]
    public async Task Whoever_comes_with_fewer_rows_than_are_known_is_held_until_everything_is_read()
    {
        var night = await this.AfterAsync("""
            {"Employee_ID":"1","Worker_Type":"Employee","Position_ID":"P1","Start_Date":"2022-03-14","Business_Title":"Welder","Company":"Acme","Full_Name":"Ada One"}
            """);

        Assert.That((night.Run.Counts.Corrected, night.Run.Counts.Held), Is.EqualTo((0L, 1L)), "it would be taken for the first spell");
        Assert.That(night.Problems.Single().Code, Is.EqualTo("LB3106"));
    }

    [Test]
    public async Task A_position_that_somebody_comes_back_to_is_the_next_spell()
    {
        var night = await this.AfterAsync("""
            {"Employee_ID":"2","Worker_Type":"Employee","Position_ID":"P2","Start_Date":"2023-01-09","End_Date":"2024-06-30","Business_Title":"Clerk","Company":"Acme","Full_Name":"Bea Two"},
            {"Employee_ID":"2","Worker_Type":"Employee","Position_ID":"P2","Start_Date":"2025-09-01","Business_Title":"Clerk","Company":"Acme","Full_Name":"Bea Two"}
            """);

        Assert.That((night.Run.Counts.Corrected, night.Run.Counts.New, night.Run.Counts.Held), Is.EqualTo((1L, 1L, 0L)), "the first ended, the second began");
    }

    private async Task<RunReport> AfterAsync(string changes)
    {
        this.server.Json("since=", $$"""{"Report_Entry":[{{changes}}]}""").Json("/r", $$"""{"Report_Entry":[{{Full}}]}""");
        var report = new WorkdayReport(WorkdayContractTests.Positions, "/r", ReportFormat.Json) { Prompts = [new ReportPrompt("since", "{since}")] };
        var time = new ManualTime(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        var connector = new WorkdayConnector(
            "workday",
            new WorkdayOptions { BaseUrl = new Uri("https://w.example"), Username = "isu", Password = new Secret("p"), Reports = [report] },
            new ConnectorServices(time, NullLoggerFactory.Instance),
            this.server);
        await using var driver = await ShippedNight.StartAsync("workday-employment", connector);
        var first = await driver.NightAsync();
        Assert.That((first.Run.Counts.New, first.Run.ExtractComplete), Is.EqualTo((3L, true)));
        time.Advance(TimeSpan.FromDays(1));

        return await driver.NextNightAsync();
    }
}
