using System.Globalization;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Drafting;

/// <summary>The fields of the stream while a mapping is begun: which of them fit where, which the draft reads, and what the first test gives.</summary>
internal sealed class DraftFields(RecordSchema schema, string zone)
{
    private static readonly string[] Kinds = ["sis_id", "banner_id", "employee_id", "verified_email"];

    private readonly SortedDictionary<string, string> given = new(StringComparer.Ordinal);
    private readonly List<string> needed = [];

    public string Zone => zone;

    /// <summary>Optional fields that stand where the profile requires a value.</summary>
    public IReadOnlyList<string> Needed => this.needed;

    public IReadOnlyList<string> PersonKinds => [.. Kinds.Where(kind => this.Has($"person.{kind}"))];

    /// <summary>What the first test gives: every field that the draft reads, the stream's key, the day and the person.</summary>
    public IEnumerable<(string Field, string Value)> Given
    {
        get
        {
            foreach (var slot in schema.Key)
            {
                this.Give(schema.Fields[slot].Name);
            }

            foreach (var name in new[] { "person.full_name", RecordSchema.RecordDateName }.Concat(this.PersonKinds.Take(1).Select(kind => $"person.{kind}")).Where(this.Has))
            {
                this.Give(name);
            }

            return schema.Fields.Where(one => this.given.ContainsKey(one.Name)).Select(one => (one.Name, this.given[one.Name]));
        }
    }

    public bool Has(string name) => schema.TryGetSlot(name, out _);

    public Field? Find(string name) => schema.TryGetSlot(name, out var slot) ? schema.Fields[slot] : null;

    /// <summary>The first of some fields that the stream has.</summary>
    public Field? First(IEnumerable<string> names) => names.Select(this.Find).FirstOrDefault(field => field is not null);

    public IEnumerable<Field> All => schema.Fields;

    /// <summary>Remembers that the draft reads a field, with a value of its own for the test where the sample would not do.</summary>
    public void Read(Field field, string? value = null)
    {
        if (value is not null)
        {
            this.given[field.Name] = value;
        }
        else
        {
            this.Give(field.Name);
        }
    }

    /// <summary>Remembers that a field must not be missing.</summary>
    public void Need(Field field)
    {
        if (field.Optional && !this.needed.Contains(field.Name))
        {
            this.needed.Add(field.Name);
        }
    }

    private void Give(string name)
    {
        if (this.Find(name) is { } field)
        {
            this.given.TryAdd(name, Sample(field));
        }
    }

    private static string Sample(Field field) => field.Type switch
    {
        FieldType.Number or FieldType.Whole => decimal.TryParse(field.Sample, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? field.Sample : "1",
        FieldType.Bool => field.Sample == "true" ? "true" : "false",
        FieldType.Date => DateOnly.TryParseExact(field.Sample, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? field.Sample : "2026-05-15",
        FieldType.Time => field.Sample is { } time && time.EndsWith('Z') ? time : "2026-05-08T21:14:03Z",
        FieldType.Code => field.Codes.Contains(field.Sample ?? string.Empty) ? field.Sample ?? string.Empty : field.Codes[0],
        FieldType.TextList => $"[{DraftText.InFlow(field.Sample ?? "sample")}]",
        _ => DraftText.Scalar(field.Sample ?? "sample"),
    };
}
