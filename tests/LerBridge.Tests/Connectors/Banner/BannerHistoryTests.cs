using LerBridge.Connectors.Banner;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;
using LerBridge.Core.Sources;
using LerBridge.Sandbox;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace LerBridge.Tests.Connectors.Banner;

/// <summary>Whole histories and awards, over the sandbox.</summary>
internal sealed class BannerHistoryTests : SandboxFixture
{
    [Test]
    public async Task A_person_is_one_record_with_every_row_of_the_transcript()
    {
        var rows = await this.PullAsync("course_completions");
        var histories = await this.PullAsync("academic_history");

        var byPerson = rows.Records.GroupBy(record => record["person.id"].Text).ToDictionary(group => group.Key, group => group.Count());
        var refused = rows.Rejected.Count();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(histories.Records.Select(record => record["person.id"].Text), Is.Unique);
            Assert.That(histories.Rejected.Count(), Is.EqualTo(refused), "a history with a row that cannot be read is no history");
            foreach (var record in histories.Records)
            {
                Assert.That(record["courses"].Items, Has.Length.EqualTo(byPerson.GetValueOrDefault(record["person.id"].Text)));
            }

            Assert.That(histories.IsComplete, Is.True);
        }
    }

    [Test]
    public async Task Rows_say_the_same_in_a_history_as_by_themselves()
    {
        var rows = (await this.PullAsync("course_completions")).Records.ToDictionary(record => record["transcript.id"].Text);

        foreach (var item in (await this.PullAsync("academic_history")).Records.SelectMany(record => record["courses"].Items))
        {
            var row = rows[item["transcript.id"].Text];
            Assert.That(item.Schema.Fields.Select((field, slot) => item[slot] == row[field.Name]), Has.All.True);
        }
    }

    [Test]
    public async Task Person_by_person_gives_the_same_as_the_whole_list()
    {
        var whole = await this.PullAsync("academic_history");
        var single = await this.PullAsync("academic_history", mostRows: 10);

        // who is in no list of persons is only met in the list of grades
        Assert.That(single.Staged, Is.Not.Empty.And.EqualTo(whole.Staged.Where(row => row.Contains("person.full_name", StringComparison.Ordinal) || row.StartsWith("rejected", StringComparison.Ordinal))));
        Assert.That(this.Sandbox.Requests(SandboxSite.Ethos).Select(request => request.Query), Has.Some.Contains("criteria"));
    }

    [Test]
    public async Task Courses_are_in_the_order_in_which_they_were_recorded()
    {
        foreach (var record in (await this.PullAsync("academic_history")).Records)
        {
            Assert.That(record["courses"].Items.Where(item => !item["recorded_on"].IsMissing).Select(item => item["recorded_on"].Date), Is.Ordered);
        }
    }

    [Test]
    public async Task An_award_says_what_for_and_when()
    {
        var awards = (await this.PullAsync("awards")).Records.ToList();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(awards, Has.Count.GreaterThan(20));
            Assert.That(awards.Select(record => record["award.status"].Text), Has.All.EqualTo("awarded"));
            Assert.That(awards.Select(record => record["award.credential"].Text).Distinct(), Is.SupersetOf(new[] { "AAS", "CERT" }));
            Assert.That(awards.Select(record => record["award.title"].IsMissing || record["award.earned_on"].IsMissing || record["term.name"].IsMissing || record["award.level"].IsMissing), Has.All.False);
            Assert.That(awards.Select(record => record["award.program"].Text), Does.Contain("Nursing"));
            Assert.That(awards.SelectMany(record => record["award.honors"].TextList).Distinct(), Is.EqualTo(new[] { "Cum Laude" }));
            Assert.That(awards.Select(record => record["award.disciplines"].TextList.Length), Has.All.EqualTo(1));
        }
    }

    [Test]
    public async Task The_average_is_read_only_where_the_mapping_asks_for_it()
    {
        var without = await this.PullAsync("academic_history");
        Assert.That(this.Sandbox.Requests(SandboxSite.Ethos).Select(request => request.Path), Has.None.Contains("grade-point-averages"));

        var with = await this.PullAsync("academic_history", restricted: "gpa");

        Assert.That(without.Records.Select(record => record["gpa"].IsMissing), Has.All.True);
        Assert.That(with.Records.Count(record => !record["gpa"].IsMissing), Is.GreaterThan(100));
    }

    [Test]
    public async Task Without_awards_the_list_is_empty_and_a_notice_says_what_to_grant()
    {
        this.Wire.Refuse("/api/student-academic-credentials", 403);

        var pulled = await this.PullAsync("academic_history");

        Assert.That(pulled.Records.Select(record => record["awards"].Items.Length), Has.All.Zero);
        Assert.That(pulled.Notices.Where(notice => notice.Code == "LB5308").Select(notice => notice.Message), Has.One.Contains("student-academic-credentials").And.One.Contains("awards of every person are empty"));
        Assert.That((pulled.IsComplete, pulled.Batches.SelectMany(batch => batch.Unread).Any()), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task A_list_that_keeps_changing_is_partial_and_unread()
    {
        var connector = this.Connector();
        this.Sandbox.Break(SandboxSite.Ethos, new SandboxFault(SandboxFaultKind.ShiftedPage) { Path = "/student-transcript-grades", Times = int.MaxValue });

        var pulled = await Pulled.AllAsync(connector, Pulled.Request(connector, stream: "academic_history"));

        Assert.That(pulled.IsComplete, Is.False);
        Assert.That(pulled.Batches[^1].Unread.Select(field => field.Field), Does.Contain("courses"));
    }

    private Task<Pulled> PullAsync(string stream, int mostRows = 200_000, params string[] restricted)
    {
        var connector = this.Connector(mostRows);
        return Pulled.AllAsync(connector, Pulled.Request(connector, stream: stream, restricted: restricted));
    }

    private BannerConnector Connector(int mostRows = 200_000)
    {
        var services = new ConnectorServices(new FastTime(), NullLoggerFactory.Instance);
        return new BannerConnector("banner", new BannerOptions { BaseUrl = this.Sandbox.EthosUrl, ApiKey = new Secret(new SandboxOptions().EthosApiKey) }, services, this.Wire, mostRows);
    }
}
