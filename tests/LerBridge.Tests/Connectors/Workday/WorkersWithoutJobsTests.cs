using LerBridge.Connectors.Workday;
using LerBridge.Connectors.Workday.Soap;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Tests.Pipeline;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Workday;

/// <summary>A worker who has no employment data by nature, told apart from a section that may no longer be read.</summary>
internal sealed class WorkersWithoutJobsTests : SandboxFixture
{
    [Test]
    public async Task One_worker_without_employment_data_does_not_keep_the_others_from_being_withdrawn()
    {
        var before = await Pulled.AllAsync(this.Connector());
        this.Sandbox.Switches.WorkdayWithoutJobs = "007831";

        var pulled = await this.AfterAsync(before.Cursor);

        Assert.That(pulled.IsComplete, Is.True, string.Join("; ", pulled.Ends.Values));
        Assert.That(pulled.Notices.Single(notice => notice.Code == "LB5403").Message, Does.StartWith("1 worker of 120 came without employment data"));
    }

    [Test]
    public async Task Those_who_never_had_any_keep_nothing_from_being_complete_on_the_first_night_nor_later()
    {
        this.Sandbox.Switches.WorkdayWithoutJobs = string.Join(',', Ids(12));

        var first = await Pulled.AllAsync(this.Connector());
        var second = await this.AfterAsync(first.Cursor);

        Assert.That((first.IsComplete, second.IsComplete), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Where_some_of_those_who_had_it_lack_it_nothing_counts_as_absent_until_it_is_back()
    {
        var before = await Pulled.AllAsync(this.Connector());
        this.Sandbox.Switches.WorkdayWithoutJobs = string.Join(',', Ids(12));

        var lost = await this.AfterAsync(before.Cursor);
        var still = await this.AfterAsync(lost.Cursor);
        var said = await this.AfterAsync(lost.Cursor, new SoapOptions { WithoutJobs = 12 });
        this.Sandbox.Switches.WorkdayWithoutJobs = "";
        var back = await this.AfterAsync(still.Cursor);

        Assert.That((lost.Ends.Values.Single() as PartitionEnd.Partial)?.Reason, Does.Contain("12 workers fewer than last time").And.Contain("Worker Data: Current Staffing Information").And.Contain("Soap:WithoutJobs"));
        Assert.That(still.Ends.Values.Single(), Is.InstanceOf<PartitionEnd.Partial>(), "the loss does not become the usual");
        Assert.That((said.IsComplete, back.IsComplete), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task A_purged_worker_keeps_what_was_issued_and_a_vanished_section_withdraws_nothing()
    {
        await using var night = await ShippedNight.StartAsync("workday-employment", this.Connector(name: "workday"));
        night.With = services => services with { AsOf = this.Sandbox.Today };
        await night.NightAsync();
        this.Sandbox.Switches.WorkdayWithoutJobs = "007831";
        var purged = await night.NextNightAsync();
        this.Sandbox.Switches.WorkdayHiddenSections = "Employment_Data";
        var hidden = await night.NextNightAsync();

        Assert.That((purged.Run.ExtractComplete, purged.Run.Counts.AbsentKept, purged.Run.Counts.AbsentWithdrawn, purged.Run.Counts.Corrected), Is.EqualTo((true, 1L, 0L, 0L)), "blanks correct nothing, and the mapping waits seven days");
        Assert.That((hidden.Run.ExtractComplete, hidden.Run.Counts.AbsentWithdrawn, hidden.Run.Counts.Withdrawn), Is.EqualTo((false, 0L, 0L)));
    }

    [Test]
    public void A_cursor_from_before_sections_were_counted_is_read()
    {
        var live = WorkersCursor.Live(new SourceCursor(1, "all|jobs/|2026-11-19T08:00:00.0000000+00:00|2026-11-19T08:00:00.0000000+00:00"));

        Assert.That((live.Until is not null, live.Full is not null, live.Count), Is.EqualTo((true, true, default(SectionCount))));
    }

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(90, count).Select(number => (4501 + (number * 37)).ToString("000000", System.Globalization.CultureInfo.InvariantCulture));

    private Task<Pulled> AfterAsync(SourceCursor? live, SoapOptions? soap = null)
    {
        var connector = this.Connector(soap);
        return Pulled.AllAsync(connector, Pulled.Request(connector) with { Live = live });
    }

    private WorkdayConnector Connector(SoapOptions? soap = null, string name = "hr") => new(
        name,
        new WorkdayOptions { BaseUrl = this.Sandbox.WorkdayUrl, Tenant = "demo", Username = "isu", Password = new Secret(this.Sandbox.Options.WorkdayPassword), Soap = soap ?? new SoapOptions() },
        new ConnectorServices(new FastTime(), NullLoggerFactory.Instance));
}
