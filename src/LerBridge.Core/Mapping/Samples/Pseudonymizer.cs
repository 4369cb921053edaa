using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Samples;

/// <summary>
/// Takes the person out of a record. What fields are about is known from the tags of the stream; what of them the mapping does not need goes, the rest becomes a pseudonym. Grades, ratings, closed
/// lists of words, courses and days stay, because the mapping depends on them. In texts that carry no tag, what the tagged fields say and every e-mail address is replaced too.
/// </summary>
internal sealed class Pseudonymizer(MappingPlan plan, Pseudonyms pseudonyms)
{
    private const int ShortestSought = 3;

    /// <summary>Tells the pseudonyms what they must not be.</summary>
    public void Meet(SourceRecord record)
    {
        foreach (var (real, _, _) in this.Personal(record))
        {
            pseudonyms.Avoid(real);
        }
    }

    /// <summary>The record without its person.</summary>
    public PseudonymousRecord Apply(SourceRecord record)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        var known = this.Replacements(record);
        var other = new SourceRecord(plan.Schema);
        for (var slot = 0; slot < plan.Schema.Fields.Length; slot++)
        {
            var field = plan.Schema.Fields[slot];
            other[slot] = field.Items is null
                ? this.Value(field, field.Name, plan.Schema.Key, slot, record[slot], known, changed)
                : this.Items(field, record[slot], known, changed);
        }

        return new PseudonymousRecord(other, changed, [.. known.Select(pair => pair.Real)]);
    }

    private Value Items(Field list, Value value, IReadOnlyList<(string Real, string Pseudonym)> known, HashSet<string> changed)
    {
        if (value.IsMissing)
        {
            return value;
        }

        var items = value.Items.Select(item =>
        {
            var other = new RecordItem(item.Schema);
            for (var slot = 0; slot < item.Schema.Fields.Length; slot++)
            {
                var field = item.Schema.Fields[slot];
                other[slot] = this.Value(field, $"{list.Name}.{field.Name}", item.Schema.Key, slot, item[slot], known, changed);
            }

            return other;
        });
        return Records.Value.Of([.. items]);
    }

    private Value Value(Field field, string path, IReadOnlyList<int> key, int slot, Value value, IReadOnlyList<(string Real, string Pseudonym)> known, HashSet<string> changed)
    {
        if (value.IsMissing)
        {
            return value;
        }

        var tags = TagsOf(field, key, slot);
        if (tags != FieldTags.None && field.Optional && !plan.ReadFields.ContainsKey(path))
        {
            return Records.Value.Missing;
        }

        var other = value.Kind switch
        {
            ValueKind.Text when field.Type == FieldType.Code => value,
            ValueKind.Text when tags != FieldTags.None => Records.Value.Of(this.Text(tags, value.Text)),
            ValueKind.Text => Records.Value.Of(this.Scrubbed(value.Text, known)),
            ValueKind.TextList when tags != FieldTags.None => Records.Value.Of([.. value.TextList.Select(one => this.Text(tags, one))]),
            ValueKind.TextList => Records.Value.Of([.. value.TextList.Select(one => this.Scrubbed(one, known))]),
            ValueKind.Number when (tags & ~FieldTags.Rating) != FieldTags.None => Records.Value.Of((decimal?)pseudonyms.Number(value.Number)),
            ValueKind.Date when tags != FieldTags.None => Records.Value.Of((DateOnly?)pseudonyms.Day(value.Date)),
            ValueKind.Time when tags != FieldTags.None => Records.Value.Of((DateTimeOffset?)pseudonyms.Instant(value.Time)),
            _ => value,
        };
        if (!other.Equals(value))
        {
            changed.Add(path);
        }

        return other;
    }

    private string Text(FieldTags tags, string text) =>
        (tags & FieldTags.Name) != 0 ? pseudonyms.Name(text)
        : (tags & FieldTags.Contact) != 0 ? pseudonyms.Contact(text)
        : (tags & (FieldTags.Id | FieldTags.NationalId)) != 0 ? pseudonyms.Id(text)
        : tags == FieldTags.Rating ? text
        : pseudonyms.Words(text);

    // what names one row of one person is as good as a name to whoever can look into the source
    private static FieldTags TagsOf(Field field, IReadOnlyList<int> key, int slot) =>
        field.Tags != FieldTags.None || key is not [var only] || only != slot || field.Type != FieldType.Text ? field.Tags : FieldTags.Id;

    private List<(string Real, string Pseudonym)> Replacements(SourceRecord record)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (real, tags, _) in this.Personal(record).Where(one => (one.Tags & FieldTags.Rating) == 0))
        {
            found.TryAdd(real, this.Text(tags, real));
            foreach (var word in (tags & FieldTags.Name) != 0 ? real.Split([' ', ',', '-', '.'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [])
            {
                found.TryAdd(word, pseudonyms.Name(word));
            }
        }

        return [.. found.Where(pair => pair.Key.Length >= ShortestSought && !string.Equals(pair.Key, pair.Value, StringComparison.OrdinalIgnoreCase)).OrderByDescending(pair => pair.Key.Length).Select(pair => (pair.Key, pair.Value))];
    }

    private IEnumerable<(string Real, FieldTags Tags, string Path)> Personal(SourceRecord record)
    {
        for (var slot = 0; slot < plan.Schema.Fields.Length; slot++)
        {
            var field = plan.Schema.Fields[slot];
            foreach (var text in Texts(field, record[slot]))
            {
                if (TagsOf(field, plan.Schema.Key, slot) is not FieldTags.None and var tags)
                {
                    yield return (text, tags, field.Name);
                }
            }

            foreach (var item in field.Items is null || record[slot].IsMissing ? [] : record[slot].Items)
            {
                for (var inner = 0; inner < item.Schema.Fields.Length; inner++)
                {
                    if (TagsOf(item.Schema.Fields[inner], item.Schema.Key, inner) is not FieldTags.None and var tags)
                    {
                        foreach (var text in Texts(item.Schema.Fields[inner], item[inner]))
                        {
                            yield return (text, tags, $"{field.Name}.{item.Schema.Fields[inner].Name}");
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<string> Texts(Field field, Value value) => field.Type == FieldType.Code ? [] : value.Kind switch
    {
        ValueKind.Text => [value.Text],
        ValueKind.TextList => value.TextList,
        _ => [],
    };

    private string Scrubbed(string text, IReadOnlyList<(string Real, string Pseudonym)> known)
    {
        foreach (var (real, pseudonym) in known)
        {
            text = WholeWords.Replace(text, real, pseudonym);
        }

        return pseudonyms.Mails(text);
    }
}

/// <summary>A record without its person.</summary>
/// <param name="Record">The record.</param>
/// <param name="Changed">The fields that say something else now; fields of items as in <c>courses.transcript.id</c>.</param>
/// <param name="Reals">What was replaced, to look for it.</param>
internal sealed record PseudonymousRecord(SourceRecord Record, IReadOnlySet<string> Changed, IReadOnlyList<string> Reals);
