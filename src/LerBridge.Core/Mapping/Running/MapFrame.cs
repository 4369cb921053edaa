using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Running;

/// <summary>What the evaluation of one record needs: the record, the values of let and of loops, the claims so far, and how it ended. Used by one thread at a time and used again.</summary>
internal sealed class MapFrame(int locals)
{
    private readonly MapValue[] locals = new MapValue[locals];
    private static readonly SourceRecord Nobody = new(new RecordSchema("none", "0", [], [], null));

    private readonly bool[] known = new bool[locals];

    public SourceRecord Record { get; private set; } = Nobody;

    public ClaimsBuffer Claims { get; } = new();

    /// <summary>Set where the record ends otherwise than by being issued.</summary>
    public MapResult? End { get; set; }

    /// <summary>Set where a row of a table was used that had not been validated, or whose review is overdue.</summary>
    public MapResult? Unreviewed { get; private set; }

    /// <summary>The text of <c>achievement.id</c>, for the ids that follow from it.</summary>
    public string? AchievementId { get; set; }

    public Dictionary<string, string> DerivedIds { get; } = new(StringComparer.Ordinal);

    public ref MapValue this[int local] => ref this.locals[local];

    public void Begin(SourceRecord record)
    {
        this.Record = record;
        this.End = null;
        this.Unreviewed = null;
        this.AchievementId = null;
        this.Claims.Clear();
        Array.Clear(this.known);
    }

    /// <summary>Notes that a row decides something about this record.</summary>
    public MapValue Used(in MapValue value)
    {
        if (value.Kind == MapKind.Row && value.Row.Review is { } review && this.Unreviewed is null)
        {
            this.Unreviewed = review.ValidatedOn is null ? review.NotValidated
                : review.ReviewBy is { } day && this.Record[this.Record.Schema.RecordDateSlot] is { IsMissing: false } today && today.Date > day ? review.Overdue
                : null;
        }

        return value;
    }

    /// <summary>True where the value of a let has been computed for this record.</summary>
    public bool Knows(int local) => this.known[local];

    public void Learn(int local, in MapValue value)
    {
        this.locals[local] = value;
        this.known[local] = true;
    }
}
