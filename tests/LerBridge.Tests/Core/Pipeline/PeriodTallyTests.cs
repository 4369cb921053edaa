using LerBridge.Core.Ledger;
using LerBridge.Core.Pipeline;
using LerBridge.Core.Records;
using NUnit.Framework;

namespace LerBridge.Tests.Core.Pipeline;

/// <summary>By what a registrar counts.</summary>
internal sealed class PeriodTallyTests
{
    private static readonly RecordSchema Dated = Schema(new Field("ended_on", FieldType.Date, Optional: true, "When."), new Field("term.name", FieldType.Text, Optional: true, "The term."));
    private static readonly RecordSchema Timed = Schema(new Field("ended_on", FieldType.Time, Optional: true, "When."));

    private int records;

    [Test]
    public void Months_are_counted_where_there_is_no_term_and_what_has_no_date_comes_last()
    {
        var tally = new PeriodTally(Dated, TimeZoneInfo.Utc);
        foreach (var day in new[] { "2025-02-01", null, "2024-12-31", "2025-02-28" })
        {
            this.Add(tally, Dated, day, null, DecisionKind.New);
        }

        Assert.That(Text(tally), Is.EqualTo("2024-12:1 2025-02:2 :1"));
    }

    [Test]
    public void Terms_stand_in_the_order_of_their_first_day()
    {
        var tally = new PeriodTally(Dated, TimeZoneInfo.Utc);
        this.Add(tally, Dated, "2025-05-30", "Spring 2025", DecisionKind.New);
        this.Add(tally, Dated, "2024-12-20", "Fall 2024", DecisionKind.New);
        this.Add(tally, Dated, "2024-01-02", "Spring 2025", DecisionKind.New);
        this.Add(tally, Dated, "2024-06-02", null, DecisionKind.New);

        Assert.That(Text(tally), Is.EqualTo("Spring 2025:2 2024-06:1 Fall 2024:1"));
    }

    [Test]
    public void More_than_two_years_of_months_are_counted_by_year()
    {
        var tally = new PeriodTally(Dated, TimeZoneInfo.Utc);
        for (var month = 0; month < 25; month++)
        {
            this.Add(tally, Dated, new DateOnly(2023, 1, 15).AddMonths(month).ToString("yyyy-MM-dd"), null, DecisionKind.New);
        }

        Assert.That(Text(tally), Is.EqualTo("2023:12 2024:12 2025:1"));
    }

    [Test]
    public void An_instant_is_of_the_month_that_it_is_in_the_zone()
    {
        var tally = new PeriodTally(Timed, TimeZoneInfo.FindSystemTimeZoneById("America/Chicago"));
        var record = new SourceRecord(Timed);
        record["key"] = Value.Of("k");
        record["ended_on"] = Value.Of((DateTimeOffset?)new DateTimeOffset(2025, 1, 1, 3, 0, 0, TimeSpan.Zero));

        See(tally, Timed, record, "k");
        tally.Decided("k", DecisionKind.Held);

        Assert.That(Text(tally), Is.EqualTo("2024-12:1"));
    }

    [Test]
    public void The_last_word_on_a_record_counts_and_rows_that_were_never_seen_do_not()
    {
        var tally = new PeriodTally(Dated, TimeZoneInfo.Utc);
        this.Add(tally, Dated, "2025-02-01", null, DecisionKind.New);
        tally.Decided("k0", DecisionKind.Held);
        tally.Decided("elsewhere", DecisionKind.New);

        var counts = tally.Counts().Single().Counts;

        Assert.That((counts.Read, counts.Held, counts.New), Is.EqualTo((1L, 1L, 0L)));
    }

    [Test]
    public void Very_many_terms_end_in_others_and_lose_no_record()
    {
        var tally = new PeriodTally(Dated, TimeZoneInfo.Utc);
        for (var term = 0; term < 300; term++)
        {
            this.Add(tally, Dated, "2025-02-01", $"term {term:000}", DecisionKind.New);
        }

        var counts = tally.Counts();

        Assert.That((counts.Count, counts[^1].Period, counts.Sum(period => period.Counts.New)), Is.EqualTo((200, "others", 300L)));
    }

    private static RecordSchema Schema(params Field[] fields) => new("things", "1", [new Field("key", FieldType.Text, Optional: false, "The key."), .. fields], ["key"], "ended_on");

    private static string Text(PeriodTally tally) => string.Join(' ', tally.Counts().Select(period => $"{period.Period}:{period.Counts.Read}"));

    private static void See(PeriodTally tally, RecordSchema schema, SourceRecord record, string key) =>
        tally.See(new StagedRecord { Key = key, Partition = "all", Fingerprint = "f", Content = new RecordCodec(schema).Encode(record) });

    private void Add(PeriodTally tally, RecordSchema schema, string? day, string? term, DecisionKind kind)
    {
        var key = $"k{this.records++}";
        var record = new SourceRecord(schema);
        record["key"] = Value.Of(key);
        record["ended_on"] = Value.Of(day is null ? (DateOnly?)null : DateOnly.ParseExact(day, "yyyy-MM-dd"));
        record["term.name"] = Value.Of(term);
        See(tally, schema, record, key);
        tally.Decided(key, kind);
    }
}
