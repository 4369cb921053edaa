using System.Security.Cryptography;
using System.Text;
using LerBridge.Core.Mapping.Documents;
using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Mapping.Running;
using LerBridge.Core.Mapping.Typing;

namespace LerBridge.Core.Mapping.Planning;

/// <summary>A compiled <c>repeat</c>: the policy, and the rank where there is one.</summary>
internal sealed record CompiledRepeat(RepeatPolicy Policy, RankNode? Rank);

/// <summary>Compiles <c>repeat</c>: which record of a group stands for a credential, and by what records are compared.</summary>
internal sealed class RepeatSection(Binder binder, Findings findings)
{
    private static readonly (string, Keep)[] Words = [("latest", Keep.Latest), ("first", Keep.First), ("best", Keep.Best), ("every", Keep.Every)];

    public CompiledRepeat Compile(YamlNode? node, Facts facts)
    {
        switch (node)
        {
            case null:
                break;
            case YamlScalar scalar:
                _ = Section.Word(scalar, "repeat", findings, true, ("every", true));
                break;
            case YamlMap map:
                return this.Compile(new Section(map, "repeat", findings).Knowing("keep", "per", "rank"), facts);
            default:
                findings.Error("LB1110", new SourceSpan(node.Start, 1), $"repeat needs a word or a block; here is {node.Kind}.", advice: "repeat: every");
                break;
        }

        return new CompiledRepeat(RepeatPolicy.Every, null);
    }

    private CompiledRepeat Compile(Section section, Facts facts)
    {
        var word = section.TakeText("keep", required: true);
        var per = section.TakeList("per", single: true);
        var formula = section.TakeText("rank");
        section.Finish();
        var keep = word is null ? Keep.Every : Section.Word(word, "repeat.keep", findings, Keep.Every, Words);
        if (keep == Keep.Every && per is not null && word is { Text: "every" })
        {
            findings.Error("LB1111", section.KeySpan("per"), "\"per\" makes groups, and every record is kept.", advice: "keep: latest, first or best; or remove  per:");
        }
        else if (keep != Keep.Every && per is null)
        {
            findings.Error("LB1109", section.Span, "\"repeat\" needs \"per:\", the fields whose values make a group.", advice: "per: [person.id, course.code]");
        }

        if (keep == Keep.Best && formula is null)
        {
            findings.Error("LB1109", section.Span, "The best record is told by a rank.", advice: "rank: = grade.score   on a line of its own");
        }

        if (keep is Keep.Latest or Keep.First && binder.Schema.DateField is null)
        {
            findings.Error("LB1109", word?.Span ?? section.Span, $"The {word?.Text} record is told by a date, and the stream has none of its own.", advice: "source.date: the field that dates a record");
        }

        if (keep is Keep.Latest or Keep.First or Keep.Best && binder.Schema.DateField is { } dated)
        {
            // decides as much as what a formula reads
            _ = binder.FieldNamed(dated);
        }

        var slots = keep == Keep.Every ? [] : this.Slots(per ?? [], facts);
        var rank = formula is null ? null : this.Rank(formula, facts);
        return new CompiledRepeat(new RepeatPolicy(keep, slots, section.Span.In(findings.File)), rank);
    }

    private List<int> Slots(IReadOnlyList<YamlNode> items, Facts facts)
    {
        var slots = new List<int>();
        foreach (var item in items)
        {
            if (item is not YamlScalar { IsNull: false } scalar || scalar.IsFormula)
            {
                findings.Error("LB1110", new SourceSpan(item.Start, 1), "per lists fields of the stream.", advice: "per: [person.id, course.code]");
                continue;
            }

            if (!binder.Grouping(scalar, facts).Type.IsError && binder.Schema.TryGetSlot(scalar.Text, out var slot) && !slots.Contains(slot))
            {
                slots.Add(slot);
            }
        }

        return slots;
    }

    private RankNode? Rank(YamlScalar text, Facts facts)
    {
        if (!text.IsFormula)
        {
            findings.Error("LB1202", text.Span, "A rank is a formula.", advice: $"= {text.Text}");
            return null;
        }

        var formula = binder.Ordered(text, facts);
        return formula.Type.IsError ? null : new RankNode(MarkOf(formula), formula.Node);
    }

    // Names of lets are no part of it, what they stand for is.
    private static string MarkOf(Typed formula)
    {
        var text = new StringBuilder();
        Append(text, formula);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.AsSpan(0, 3));
    }

    private static void Append(StringBuilder text, Typed formula)
    {
        text.Append(formula.Operation == Operation.Let ? string.Empty : formula.Canonical).Append('(');
        foreach (var part in formula.Parts)
        {
            Append(text, part);
        }

        text.Append(')');
    }
}
