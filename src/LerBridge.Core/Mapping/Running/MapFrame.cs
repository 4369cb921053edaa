using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Running;

/// <summary>What the evaluation of one record needs: the record, the values of let and of loops, the claims so far, and how it ended. Used by one thread at a time and used again.</summary>
internal sealed class MapFrame(int locals)
{
    private const int MaxSteps = 5_000_000;
    private readonly MapValue[] locals = new MapValue[locals];
    private byte[][] resultIds = [];

    // ids are computed once per achievement, for each place of the mapping that describes results
    private readonly Dictionary<ResultItem[], DerivedIds> derived = [];
    private DerivedIds ids = new();
    private ResultItem[]? idsFor;
    private int today = -1;
    private static readonly SourceRecord Nobody = new(new RecordSchema("none", "0", [], [], null));

    private readonly bool[] known = new bool[locals];

    private SourceRecord record = Nobody;
    private int steps;

    public SourceRecord Record
    {
        get
        {
            this.ReadElsewhere = true;
            return this.record;
        }
    }

    /// <summary>The local that holds the row of the loop whose items are being written.</summary>
    public int Loop { get; set; } = -1;

    /// <summary>Set by everything that is read besides the row of <see cref="Loop"/>: what was written without it is the same for every record.</summary>
    public bool ReadElsewhere { get; set; }

    public ClaimsBuffer Claims { get; } = new();

    /// <summary>Set where the record ends otherwise than by being issued.</summary>
    public MapResult? End { get; set; }

    /// <summary>Set where a row of a table was used that had not been validated, or whose review is overdue.</summary>
    public MapResult? Unreviewed { get; private set; }

    /// <summary>The ids that follow from the text of <c>achievement.id</c>, by result.</summary>
    public ReadOnlySpan<byte[]> ResultIds
    {
        get
        {
            this.ReadElsewhere = true;
            return this.resultIds;
        }
    }


    public ref MapValue this[int local] => ref this.locals[local];

    public void Begin(SourceRecord record)
    {
        this.record = record;
        this.End = null;
        this.Unreviewed = null;
        this.resultIds = [];
        this.today = -1;
        this.steps = 0;
        this.Claims.Clear();
        Array.Clear(this.known);
    }

    /// <summary>Puts the item of a list where formulas read it. Lists within lists multiply, so one record has bounds.</summary>
    public void Turn(int local, in MapValue item)
    {
        if (++this.steps > MaxSteps)
        {
            throw new MapFailure("LB3204", $"The formulas of this record go through more than {MaxSteps:N0} items of lists.");
        }

        this.locals[local] = item;
    }

    /// <summary>Notes that a row decides something about this record.</summary>
    public MapValue Used(in MapValue value)
    {
        this.ReadElsewhere = true;
        if (value.Kind == MapKind.Row && value.Row.Review is { } review && this.Unreviewed is null)
        {
            this.Unreviewed = review.ValidatedOn is null && review.NotValidated is { } notValidated ? notValidated
                : review.ReviewBy is { } day && this.Today > day.DayNumber ? review.Overdue
                : review.EndsOn is { } end && this.DayOf(review.DateSlot) >= end.DayNumber ? review.Withdrawn
                : null;
        }

        return value;
    }

    /// <summary>Remembers the ids that follow from the achievement's.</summary>
    public void Achieves(ReadOnlySpan<byte> achievementId, ResultItem[] results)
    {
        if (!ReferenceEquals(results, this.idsFor))
        {
            if (!this.derived.TryGetValue(results, out var ids))
            {
                this.derived.Add(results, ids = new DerivedIds());
            }

            (this.ids, this.idsFor) = (ids, results);
        }

        this.resultIds = this.ids.For(achievementId, results);
    }

    // the record date, as a day number; 0 where a test gives none
    private int Today
    {
        get
        {
            if (this.today < 0)
            {
                var date = this.record[this.record.Schema.RecordDateSlot];
                this.today = date.IsMissing ? 0 : date.Date.DayNumber;
            }

            return this.today;
        }
    }

    // the day that a record is about, as a day number: that of its stream's date, else the record date
    private int DayOf(int slot)
    {
        var date = this.record[slot];
        return date.IsMissing ? this.Today : date.Date.DayNumber;
    }

    /// <summary>True where the value of a let has been computed for this record.</summary>
    public bool Knows(int local) => this.known[local];

    public void Learn(int local, in MapValue value)
    {
        this.locals[local] = value;
        this.known[local] = true;
    }
}
