using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Ledger;
using LerBridge.Core.Records;

namespace LerBridge.Core.Pipeline;

/// <summary>
/// Counts what records came to by period, for whoever reads a plan over a part of a stream: by term where records have one, else by month of the stream's date, or by year where that would be more than two years of months.
/// A record is remembered by a hash of its key, and its last word counts.
/// </summary>
internal sealed class PeriodTally
{
    private const int MostMonths = 24;
    private const int MostPeriods = 200;
    private static readonly string[] Terms = ["term.code", "term.name", "term.sis_id", "term.id"];

    private readonly RecordCodec codec;
    private readonly TimeZoneInfo zone;
    private readonly int[] terms;
    private readonly int date;
    private readonly Dictionary<ulong, (int Period, DecisionKind? Kind)> records = [];
    private readonly Dictionary<(string Name, bool IsTerm), int> numbers = [];
    private readonly List<Period> periods = [];

    public PeriodTally(RecordSchema schema, TimeZoneInfo zone)
    {
        this.codec = new RecordCodec(schema);
        this.zone = zone;
        this.terms = [.. Terms.Where(name => schema.TryGetSlot(name, out _)).Select(schema.Slot)];
        this.date = schema.DateField is { } field ? schema.Slot(field) : -1;
    }

    /// <summary>Takes note of a record's period; one that is known and not decided anew counts as it stood.</summary>
    public void See(StagedRecord staged)
    {
        if (!staged.Content.IsEmpty)
        {
            this.records[HashOf(staged.Key)] = (this.PeriodOf(this.codec.Decode(staged.Content.Span)), staged.Known?.Outcome);
        }
    }

    /// <summary>Takes note of what a record came to.</summary>
    public void Decided(string recordKey, DecisionKind kind)
    {
        var hash = HashOf(recordKey);
        if (this.records.TryGetValue(hash, out var record))
        {
            this.records[hash] = record with { Kind = kind };
        }
    }

    /// <summary>The periods in the order of their time; records of no period last, under no name.</summary>
    public IReadOnlyList<PeriodCounts> Counts()
    {
        var byYear = this.periods.Count(period => period.IsMonth) > MostMonths;
        var kinds = this.records.Values.ToLookup(record => record.Period, record => record.Kind);
        var ordered = this.periods
            .Select((period, number) => (Name: byYear && period.IsMonth ? period.Name[..4] : period.Name, period.First, Number: number))
            .GroupBy(period => period.Name, StringComparer.Ordinal)
            .OrderBy(same => same.Key.Length == 0)
            .ThenBy(same => same.Min(period => period.First) ?? DateOnly.MaxValue)
            .ThenBy(same => same.Key, StringComparer.Ordinal)
            .Select(same => new PeriodCounts(same.Key, Of([.. same.SelectMany(period => kinds[period.Number])])))
            .ToArray();
        return ordered.Length <= MostPeriods
            ? ordered
            : [.. ordered[..(MostPeriods - 1)], new PeriodCounts("others", ordered[(MostPeriods - 1)..].Select(period => period.Counts).Aggregate(Sum))];
    }

    private static RunCounts Of(DecisionKind?[] kinds)
    {
        long Count(DecisionKind kind) => kinds.LongCount(one => one == kind);
        return new RunCounts
        {
            Unchanged = Count(DecisionKind.Unchanged),
            New = Count(DecisionKind.New),
            Corrected = Count(DecisionKind.Corrected),
            Withdrawn = Count(DecisionKind.Withdrawn),
            Skipped = Count(DecisionKind.Skipped),
            Held = Count(DecisionKind.Held),
            Failed = Count(DecisionKind.Failed),
        };
    }

    private static RunCounts Sum(RunCounts one, RunCounts other) => new()
    {
        Unchanged = one.Unchanged + other.Unchanged,
        New = one.New + other.New,
        Corrected = one.Corrected + other.Corrected,
        Withdrawn = one.Withdrawn + other.Withdrawn,
        Skipped = one.Skipped + other.Skipped,
        Held = one.Held + other.Held,
        Failed = one.Failed + other.Failed,
    };

    private static ulong HashOf(string key) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private int PeriodOf(SourceRecord record)
    {
        var day = this.date < 0 || record[this.date].IsMissing ? (DateOnly?)null : ScopeFilter.DayOf(record[this.date], this.zone);
        var term = this.terms.Where(slot => !record[slot].IsMissing).Select(slot => RecordCodec.TextOf(record[slot])).FirstOrDefault(text => text.Length > 0);
        var name = term ?? day?.ToString("yyyy-MM", CultureInfo.InvariantCulture) ?? string.Empty;
        if (!this.numbers.TryGetValue((name, term is not null), out var number))
        {
            this.numbers[(name, term is not null)] = number = this.periods.Count;
            this.periods.Add(new Period(name, isMonth: term is null && day is not null));
        }

        var period = this.periods[number];
        period.First = period.First is { } first && day is { } other ? (first < other ? first : other) : period.First ?? day;
        return number;
    }

    private sealed class Period(string name, bool isMonth)
    {
        public string Name { get; } = name;

        public bool IsMonth { get; } = isMonth;

        public DateOnly? First { get; set; }
    }
}
