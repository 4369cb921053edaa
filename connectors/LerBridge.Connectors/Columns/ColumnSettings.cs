using System.Collections.Immutable;
using LerBridge.Connectors.Shared;
using LerBridge.Connectors.Workday;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Records;
using LerBridge.Core.Settings;

namespace LerBridge.Connectors.Columns;

/// <summary>Reads <c>Columns</c>, <c>Key</c> and <c>Date</c> of a stream: declared columns replace the default one of their field, or add a field.</summary>
internal static class ColumnSettings
{
    private static readonly string[] Types = ["text", "number", "whole", "bool", "date", "time"];

    private static readonly string[] UsualDates = ["ended_on", "recorded_on"];

    private static readonly Dictionary<string, FieldTags> Tags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["id"] = FieldTags.Id,
        ["name"] = FieldTags.Name,
        ["contact"] = FieldTags.Contact,
        ["pay"] = FieldTags.Pay,
        ["birth"] = FieldTags.Birth,
        ["health"] = FieldTags.Health,
        ["discipline"] = FieldTags.Discipline,
        ["national_id"] = FieldTags.NationalId,
        ["home"] = FieldTags.Home,
        ["rating"] = FieldTags.Rating,
        ["reason"] = FieldTags.Reason,
    };

    /// <summary>The stream as settings declare it; null where they are wrong, which is reported.</summary>
    /// <param name="stream">The stream's name.</param>
    /// <param name="settings">Its section.</param>
    /// <param name="layout">What it has where settings say nothing else; null for what every stream of its name has.</param>
    /// <param name="isFixed">True where declared columns have a place instead of a heading.</param>
    public static ColumnSet? Read(string stream, SettingsSection settings, Layout? layout = null, bool isFixed = false)
    {
        var shipped = ShippedTable.Find(stream);
        var columns = new List<Column>(layout?.Columns ?? shipped?.Columns.Select(ShippedTable.Unchanged) ?? []);
        var declared = new HashSet<string>(StringComparer.Ordinal);
        var isRight = true;
        foreach (var entry in settings.List("Columns"))
        {
            if (ReadColumn(entry, shipped, isFixed) is not { } column)
            {
                isRight = false;
            }
            else if (!declared.Add(column.Field.Name))
            {
                entry.Report("Field", ConnectorCodes.BadColumns, $"\"{column.Field.Name}\" is filled by two columns.", "Keep one of them.");
                isRight = false;
            }
            else
            {
                var at = columns.FindIndex(one => one.Field.Name == column.Field.Name);
                if (at >= 0)
                {
                    columns[at] = column;
                }
                else
                {
                    columns.Add(column);
                }
            }
        }

        var key = ReadKey(stream, settings, columns, layout?.Key ?? shipped?.Key ?? [], ref isRight);
        var date = ReadDate(settings, columns, layout is not null ? layout.Date : shipped is not null ? shipped.Date : UsualDates.FirstOrDefault(name => Has(columns, name)), ref isRight);
        var comma = settings.Choice("DecimalSeparator", ".", ".", ",") == ",";
        return isRight ? new ColumnSet(Schema(stream, columns, key, date), [.. columns], comma) : null;
    }

    private static RecordSchema Schema(string stream, List<Column> columns, IReadOnlyList<string> key, string? date)
    {
        var fields = columns.Select(column => column.Field).ToList();
        if (stream != StreamNames.PositionHistory)
        {
            return new RecordSchema(stream, StreamNames.Version, fields, key, date);
        }

        var group = key.Where(name => name != PositionHistory.Spell).ToList();
        if (fields.Exists(field => field.Name == PositionHistory.Spell))
        {
            return new RecordSchema(stream, StreamNames.Version, fields, [.. group, PositionHistory.Spell], date);
        }

        fields.Add(PositionHistory.SpellField);
        return new RecordSchema(stream, StreamNames.Version, fields, [.. group, PositionHistory.Spell], date, new SequenceRule(PositionHistory.Spell, group, PositionHistory.Start));
    }

    private static IReadOnlyList<string> ReadKey(string stream, SettingsSection settings, List<Column> columns, ImmutableArray<string> usual, ref bool isRight)
    {
        var key = settings.TextList("Key");
        if (key.Count == 0 && !usual.IsEmpty)
        {
            return usual;
        }

        if (key.Count == 0)
        {
            settings.Report("Key", ConnectorCodes.BadStreams, $"The stream \"{stream}\" has no key.", "Name in Key the fields that tell its rows apart.");
            isRight = false;
        }

        foreach (var name in key)
        {
            if (!Has(columns, name) && name != PositionHistory.Spell)
            {
                settings.Report("Key", ConnectorCodes.BadStreams, $"The key names \"{name}\", which no column of the stream \"{stream}\" fills.", Advice(name, columns));
                isRight = false;
            }
        }

        return key;
    }

    private static string? ReadDate(SettingsSection settings, List<Column> columns, string? usual, ref bool isRight)
    {
        if (settings.Text("Date") is not { } date)
        {
            return usual;
        }

        if (columns.Exists(column => column.Field.Name == date && column.Field.Type == FieldType.Date))
        {
            return date;
        }

        settings.Report("Date", ConnectorCodes.BadStreams, $"Date names \"{date}\", which is no date of this stream.", Advice(date, columns));
        isRight = false;
        return null;
    }

    private static Column? ReadColumn(SettingsSection entry, ShippedTable? shipped, bool isFixed)
    {
        var name = entry.RequiredText("Field");
        var place = isFixed ? ReadPlace(entry) : null;
        var source = (isFixed ? entry.Text("Source") ?? name : null) ?? entry.RequiredText("Source");
        var written = entry.Text("Type") is null ? null : entry.Choice("Type", Types[0], Types);
        var optional = entry.Has("Optional") ? entry.Flag("Optional", byDefault: false) : (bool?)null;
        var format = entry.Text("Format");
        var tags = ReadTags(entry);
        if (name.Length == 0 || source.Length == 0)
        {
            return null;
        }

        var own = shipped?.Columns.FirstOrDefault(column => column.Field.Name == name).Field;
        var known = name == PositionHistory.Spell ? PositionHistory.SpellField : own ?? FieldVocabulary.Find(name);
        if (known is null && !(name.StartsWith(FieldVocabulary.Site, StringComparison.Ordinal) && IsName(name[FieldVocabulary.Site.Length..])))
        {
            var nearest = Suggestion.Nearest(name, FieldVocabulary.Names);
            entry.Report("Field", ConnectorCodes.BadColumns, $"\"{name}\" is no field.", nearest is null ? $"Call it {FieldVocabulary.Site}<name>, in small letters, digits and _." : $"Did you mean \"{nearest}\"? A field of your own begins with {FieldVocabulary.Site}");
            return null;
        }

        var type = TypeOf(written);
        if (known is not null && type is not null && type != known.Type && !(type == FieldType.Text && known.Type == FieldType.Code))
        {
            entry.Report("Type", ConnectorCodes.BadColumns, $"\"{name}\" is {Word(known.Type)} wherever it occurs, not {written}.", "Leave Type out, or read the column into a field of your own.");
            return null;
        }

        var field = known is null
            ? new Field(name, type ?? FieldType.Text, optional ?? false, $"The site's own column \"{source}\".", Tags: tags)
            : known with { Optional = optional ?? known.Optional, Tags = known.Tags | tags };
        if (format is not null && field.Type is not (FieldType.Date or FieldType.Time))
        {
            entry.Report("Format", ConnectorCodes.BadColumns, $"Format is for dates and times; \"{name}\" is {Word(field.Type)}.", "Leave it out.");
            return null;
        }

        return new Column(field, source, optional != true, format, IsDeclared: true) { Place = place };
    }

    private static FixedPlace? ReadPlace(SettingsSection entry)
    {
        if (entry.Has("Start") && entry.Has("Length"))
        {
            return new FixedPlace(entry.Whole("Start", 1, 1, 100_000), entry.Whole("Length", 1, 1, 10_000));
        }

        _ = (entry.RequiredText("Start"), entry.RequiredText("Length"));
        return null;
    }

    private static FieldTags ReadTags(SettingsSection entry)
    {
        var tags = FieldTags.None;
        foreach (var word in entry.TextList("Tags"))
        {
            if (Tags.TryGetValue(word, out var tag))
            {
                tags |= tag;
            }
            else
            {
                var nearest = Suggestion.Nearest(word, Tags.Keys);
                entry.Report("Tags", ConnectorCodes.BadColumns, $"\"{word}\" is no tag.", nearest is null ? $"One of: {string.Join(", ", Tags.Keys)}." : $"Did you mean \"{nearest}\"?");
            }
        }

        return tags;
    }

    private static FieldType? TypeOf(string? word) => word switch
    {
        "text" => FieldType.Text,
        "number" => FieldType.Number,
        "whole" => FieldType.Whole,
        "bool" => FieldType.Bool,
        "date" => FieldType.Date,
        "time" => FieldType.Time,
        _ => null,
    };

    /// <summary>A type in the words of settings.</summary>
    internal static string Word(FieldType type) => type switch
    {
        FieldType.Code => "text",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static bool Has(List<Column> columns, string name) => columns.Exists(column => column.Field.Name == name);

    private static string Advice(string name, List<Column> columns) =>
        Suggestion.Nearest(name, columns.Select(column => column.Field.Name)) is { } nearest ? $"Did you mean \"{nearest}\"?" : "Add a column with this Field.";

    private static bool IsName(string text) => text.Length is > 0 and <= 60 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '.');
}
