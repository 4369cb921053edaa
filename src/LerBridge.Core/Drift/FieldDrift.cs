using System.Globalization;
using LerBridge.Core.Records;

namespace LerBridge.Core.Drift;

/// <summary>What became of a field between two readings.</summary>
public enum DriftKind
{
    /// <summary>It is gone, or has no value any more where it had many.</summary>
    Vanished,

    /// <summary>Its values look different: text in place of numbers, dates written another way.</summary>
    Retyped,

    /// <summary>It is new.</summary>
    New,
}

/// <summary>A field that is not as it was.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Name">The column's heading, or the field's name.</param>
/// <param name="Fields">The fields that it fills.</param>
/// <param name="Text">What happened, in a sentence without its end, and without any value.</param>
public sealed record FieldDrift(DriftKind Kind, string Name, IReadOnlyList<string> Fields, string Text)
{
    /// <summary>The name in quotes; of a heading that nothing reads and that is not to be shown, what stands for it. What the settings read, somebody has written down as a heading.</summary>
    public string Title => this.Fields.Count == 0 && SeenField.Shown(this.Name) == SeenField.Unshown ? SeenField.Unshown : $"\"{this.Name}\"";

    // Below this nothing is said: a handful of records need not look like all of them.
    private const int Enough = 10;

    /// <summary>Compares two readings of a stream.</summary>
    /// <param name="schema">The stream.</param>
    /// <param name="before">What an earlier reading met.</param>
    /// <param name="now">What this one met.</param>
    public static IReadOnlyList<FieldDrift> Between(RecordSchema schema, IReadOnlyList<SeenField> before, IReadOnlyList<SeenField> now)
    {
        if (before.Count == 0 || now.Count == 0)
        {
            return [];
        }

        var (old, current) = (before.ToDictionary(field => field.Name, StringComparer.Ordinal), now.ToDictionary(field => field.Name, StringComparer.Ordinal));
        return
        [
            .. before.Select(field => current.TryGetValue(field.Name, out var same) ? Changed(schema, field, same) : Gone(field)).OfType<FieldDrift>(),
            .. now.Where(field => !old.ContainsKey(field.Name)).Select(field => new FieldDrift(DriftKind.New, field.Name, field.Fields, field.Fields.Count > 0 ? $"is new, and fills {string.Join(", ", field.Fields)}" : "is new, and nothing reads it")),
        ];
    }

    private static FieldDrift Gone(SeenField field) => new(DriftKind.Vanished, field.Name, field.Fields, "is gone");

    private static FieldDrift? Changed(RecordSchema schema, SeenField before, SeenField now)
    {
        if (now.Filled == 0 && now.Looked >= Enough && before.Filled >= Enough && before.Filled * 5 >= before.Looked)
        {
            return new FieldDrift(DriftKind.Vanished, now.Name, now.Fields, string.Create(CultureInfo.InvariantCulture, $"is empty in all of {now.Looked} records, where {before.Filled} of {before.Looked} had a value"));
        }

        var isFlag = now.Fields.Count > 0 && now.Fields.All(name => schema.Find(name)?.Type == FieldType.Bool);
        return before.Filled < Enough || now.Filled < Enough || FieldForms.IsOpen(before.Form) || before.Form == FieldForms.Text || now.Form is FieldForms.NotLookedAt or FieldForms.Empty
            || FieldForms.Agree(before.Form, now.Form) || (isFlag && FieldForms.AreFlags(before.Form, now.Form))
            ? null
            : new FieldDrift(DriftKind.Retyped, now.Name, now.Fields, $"has {now.Form}, where it had {before.Form}");
    }
}
