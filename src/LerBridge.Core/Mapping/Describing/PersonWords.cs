using LerBridge.Core.Mapping.Documents;

namespace LerBridge.Core.Mapping.Describing;

/// <summary>How a record finds its person.</summary>
internal static class PersonWords
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["sis_id"] = "the id of the student information system (sis_id)",
        ["banner_id"] = "the Banner id (banner_id)",
        ["employee_id"] = "the employee number (employee_id)",
        ["login"] = "the login name (login)",
        ["verified_email"] = "the e-mail address that the institution has verified (verified_email)",
    };

    public static List<DescribedLine> Of(YamlMap? person)
    {
        IReadOnlyList<string> match = person?["match"] switch
        {
            YamlList list => [.. list.Items.OfType<YamlScalar>().Select(item => item.Text)],
            YamlScalar one => [one.Text],
            _ => [],
        };
        var first = match.Count == 0 ? "By the source's own number of the person." : $"By {string.Join(", then by ", match.Select(kind => Kinds.GetValueOrDefault(kind, kind)))}; last by the source's own number of the person.";
        var none = (person?["if_none"] as YamlScalar)?.Text == "hold" ? "Somebody whom none of these names is not added: the record is held for a person." : "Somebody whom none of these names is added as a new person.";
        return
        [
            new("match", first),
            new("if_none", none),
            new("if_many", "Where they name more than one person, the record is held: nothing is guessed."),
            .. (person?.Entries ?? []).Where(entry => entry.Key.Text is not ("match" or "if_none" or "if_many")).SelectMany(entry => PlainWords.Of(entry, entry.Key.Text, 0)),
        ];
    }
}
