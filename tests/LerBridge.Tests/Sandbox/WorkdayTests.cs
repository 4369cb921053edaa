using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LerBridge.Sandbox;
using NUnit.Framework;

namespace LerBridge.Tests.Sandbox;

internal sealed class WorkdayTests
{
    [Test]
    public async Task Every_value_is_text_and_empty_fields_come_in_three_ways()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await visitor.WorkdayRowsAsync();

        Assert.That(rows.SelectMany(row => row).Where(part => part.Value is not null && part.Value.GetValueKind() != JsonValueKind.String), Is.Empty);
        var ends = rows.Select(row =>
            !row.TryGetPropertyValue("End_Date", out var end) ? "absent" : end is null ? "null" : end.ToString().Length == 0 ? "empty" : "date").Distinct();
        Assert.That(ends, Is.EquivalentTo(["absent", "null", "empty", "date"]));
    }

    [Test]
    public async Task Dates_carry_a_zone_that_is_not_to_be_converted()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await visitor.WorkdayRowsAsync();

        Assert.That(rows.Select(row => row["Start_Date"]!.ToString()), Is.Not.Empty.And.All.Match(@"^\d{4}-\d\d-\d\d-0[78]:00$"));
        Assert.That(rows.Select(row => row["Start_Date"]!.ToString()[^6..]).Distinct(), Is.EquivalentTo(["-07:00", "-08:00"]));
        Assert.That(rows.Select(row => row["Date_of_Birth"]!.ToString()), Is.Not.Empty.And.All.Match(@"^\d{4}-\d\d-\d\d$"));
        Assert.That(rows.Select(row => row["Primary_Job"]!.ToString()), Is.Not.Empty.And.All.AnyOf("0", "1"));
    }

    [Test]
    public async Task A_worker_has_as_many_rows_as_spells()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await visitor.WorkdayRowsAsync();

        Assert.That(rows, Has.Count.EqualTo(184));
        Assert.That(rows.DistinctBy(row => row["Employee_ID"]!.ToString()), Has.Exactly(120).Items);
        Assert.That(rows.GroupBy(row => $"{row["Employee_ID"]} {row["Position_ID"]}")
            .Where(group => group.Count() == 2), Has.Exactly(8).Items, "came back to the same position");
        Assert.That(rows.Where(row => row["Primary_Job"]!.ToString() == "0"), Has.Exactly(12).Items, "second jobs");
        Assert.That(rows.Where(row => row["Hire_Rescinded"]!.ToString() == "1"), Has.Exactly(2).Items);
        Assert.That(rows.Where(row => string.CompareOrdinal(row["Start_Date"]!.ToString(), "2026-11-21") > 0), Has.Exactly(6).Items,
            "future hires, two of them rescinded");
        Assert.That(rows.Where(row => Text(row, "Business_Title").Length == 0).Select(row => row["Job_Profile_ID"]!.ToString()), Has.Exactly(6).Items.And.All
            .EqualTo("CNV-1"));
        Assert.That(rows.Where(row => Text(row, "Banner_ID").Length > 0), Has.Exactly(8).Items, "students who work");
    }

    [Test]
    public async Task Spells_do_not_end_before_they_start_nor_before_the_first_hire()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await visitor.WorkdayRowsAsync();

        Assert.That(rows.Where(row =>
            Text(row, "End_Date") is { Length: > 0 } end && string.CompareOrdinal(end[..10], row["Start_Date"]!.ToString()[..10]) < 0), Is.Empty);
        Assert.That(rows.Where(row => string.CompareOrdinal(row["Start_Date"]!.ToString()[..10], row["Original_Hire_Date"]!.ToString()[..10]) < 0), Is.Empty);
        Assert.That(rows.Where(row => string.CompareOrdinal(row["Hire_Date"]!.ToString()[..10], "2027-01-31") > 0), Is.Empty);
    }

    [Test]
    public async Task Pay_and_birth_are_in_the_report_of_somebody_careless()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        var rows = await visitor.WorkdayRowsAsync();

        Assert.That(rows.Select(row => Text(row, "Base_Pay")), Is.Not.Empty.And.All.Not.Empty);
        Assert.That(rows.Select(row => Text(row, "Date_of_Birth")), Is.Not.Empty.And.All.Not.Empty);
        Assert.That(rows.Where(row => Text(row, "Termination_Reason").Length > 0), Is.Not.Empty);
    }

    [Test]
    public async Task The_formats_say_the_same()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        var ids = (await visitor.WorkdayRowsAsync()).Select(row => row["Employee_ID"]!.ToString()).ToList();

        using var csv = await visitor.WorkdayAsync("csv");
        using var simple = await visitor.WorkdayAsync("simplexml");
        using var named = await visitor.WorkdayAsync("");
        using var other = await visitor.WorkdayAsync("parquet");

        var lines = (await csv.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines.Skip(1).Select(line => line.Split(',')[0]), Is.EqualTo(ids));
        Assert.That(XDocument.Parse(await simple.Content.ReadAsStringAsync()).Descendants("Employee_ID").Select(id => id.Value), Is.EqualTo(ids));
        Assert.That(XDocument.Parse(await named.Content.ReadAsStringAsync()).Descendants(XName.Get("Employee_ID", "urn:com.workday.report/LER_Positions"))
            .Select(id => id.Value), Is.EqualTo(ids));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task The_user_may_name_the_tenant_too()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var response = await visitor.WorkdayAsync(user: "isu@demo");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Five_wrong_passwords_lock_the_account()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await visitor.WorkdayAsync(password: "guess");
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        }

        using var right = await visitor.WorkdayAsync();

        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(visitor.Host.Switches.WorkdayAccountLocked, Is.True);
    }

    [Test]
    public async Task No_rows_is_an_empty_list_or_no_list_at_all()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Break(SandboxSite.Workday, new SandboxFault(SandboxFaultKind.ShortList) { Times = 2 });

        using var empty = await visitor.WorkdayAsync();
        visitor.Host.Switches.WorkdayAbsentReportEntry = true;
        using var absent = await visitor.WorkdayAsync();

        Assert.That(await empty.Content.ReadAsStringAsync(), Is.EqualTo("""{"Report_Entry":[]}"""));
        Assert.That(await absent.Content.ReadAsStringAsync(), Is.EqualTo("{}"));
    }

    [Test]
    public async Task A_column_can_be_taken_out()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        visitor.Host.Switches.WorkdayMissingColumns = "Position_ID, Base_Pay";

        var rows = await visitor.WorkdayRowsAsync();

        Assert.That(rows.Where(row => row.ContainsKey("Position_ID") || row.ContainsKey("Base_Pay")), Is.Empty);
    }

    [Test]
    public async Task A_report_of_another_owner_is_not_there()
    {
        await using var visitor = await SandboxVisitor.StartAsync();
        using var known = await visitor.WorkdayAsync();
        var request = new HttpRequestMessage(HttpMethod.Get,
            new Uri(visitor.Host.WorkdayUrl, "/ccx/service/customreport2/demo/jdoe/LER_Positions?format=json"));
        request.Headers.Authorization = known.RequestMessage!.Headers.Authorization;

        using var response = await visitor.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_rows_are_streamed_without_a_length()
    {
        await using var visitor = await SandboxVisitor.StartAsync();

        using var response = await visitor.WorkdayAsync();

        Assert.That(response.Headers.TransferEncodingChunked, Is.True);
    }

    private static string Text(JsonObject row, string column) => row[column]?.ToString() ?? "";
}
