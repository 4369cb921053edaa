using LerBridge.Core.Mapping.Reading;
using LerBridge.Core.Records;

namespace LerBridge.Core.Mapping.Drafting;

/// <summary>A reason of <c>when</c> in a draft.</summary>
/// <param name="Word">skip or hold.</param>
/// <param name="Reason">Its words.</param>
/// <param name="Condition">The formula, with its equals sign.</param>
/// <param name="Comment">What the author should think of; null where nothing.</param>
/// <param name="Breaks">What makes the first test's record meet it, as in <c>course.deleted: true</c>; null where that takes more than one field.</param>
internal sealed record DraftReason(string Word, string Reason, string Condition, string? Comment = null, string? Breaks = null);

/// <summary>The reasons that the fields of a stream suggest.</summary>
internal static class DraftReasons
{
    private static readonly string[] Gone = ["inactive", "deleted", "rejected"];

    public static IReadOnlyList<DraftReason> For(DraftFields fields)
    {
        var reasons = new List<DraftReason>();
        foreach (var field in fields.All.Where(field => field.Type == FieldType.Bool))
        {
            if (OfFlag(field) is { } reason)
            {
                fields.Read(field, field.Name.EndsWith(".concluded", StringComparison.Ordinal) || field.Name.EndsWith(".posted", StringComparison.Ordinal) ? "true" : "false");
                reasons.Add(reason);
            }
        }

        if (fields.Find("enrolment.state") is { } state && Gone.All(state.Codes.Contains))
        {
            fields.Read(state, state.Codes.Contains("completed") ? "completed" : "active");
            reasons.Add(new DraftReason("skip", "withdrawn or deleted", $"= enrolment.state in [{string.Join(", ", Gone.Select(word => $"\"{word}\""))}]", null, "enrolment.state: deleted"));
        }

        if (fields.Find("position.start") is { Type: FieldType.Date } start)
        {
            fields.Read(start, "2024-03-04");
            reasons.Add(new DraftReason("skip", "not started yet", "= position.start > record_date", null, "position.start: 2099-01-01"));
        }

        reasons.AddRange(fields.Needed.Select(name => new DraftReason("hold", $"there is no {Words(name)}", $"= {name} = missing", null, $"{name}: missing")));
        if (fields.Has("grade.letter"))
        {
            reasons.Add(new DraftReason("skip", "not passed", Unfinished.Mark, "which grades count, as in  = not (grade.letter in [\"A\", \"B\", \"C\"])"));
        }

        return reasons;
    }

    // flags that every stream has for the same thing, by the end of their names
    private static DraftReason? OfFlag(Field field)
    {
        var value = field.Optional ? $"{field.Name} ?? false" : field.Name;
        var last = field.Name[(field.Name.LastIndexOf('.') + 1)..];
        return last switch
        {
            "deleted" => new("skip", $"the {field.Name.Split('.')[0]} was deleted", $"= {value}", null, $"{field.Name}: true"),
            "hire_rescinded" => new("skip", "the hire was rescinded", $"= {value}", null, $"{field.Name}: true"),
            "confidential" => new("skip", "the person asked for privacy", $"= {value}", null, $"{field.Name}: true"),
            "transcript_hold" => new("hold", "there is a hold on transcripts", $"= {value}", null, $"{field.Name}: true"),
            "incomplete" => new("skip", "incomplete", $"= {value}", null, $"{field.Name}: true"),
            "concluded" => new("skip", "still in progress", field.Optional ? $"= not ({value})" : $"= not {value}", null, $"{field.Name}: false"),
            "posted" => new("hold", "the grade is not posted yet", field.Optional ? $"= not ({value})" : $"= not {value}", null, $"{field.Name}: false"),
            _ => null,
        };
    }

    private static string Words(string field) => field.Replace('.', ' ').Replace('_', ' ');
}
