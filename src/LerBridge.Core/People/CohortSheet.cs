using System.Buffers;
using LerBridge.Core.Diagnostics;
using LerBridge.Core.Mapping.Tables;

namespace LerBridge.Core.People;

/// <summary>
/// Reads a list of persons: a sheet in which at least one heading names a type of identifier, as spreadsheets and the exports of systems have it, or one identifier a line. Problems name lines, never what stands there.
/// </summary>
public static class CohortSheet
{
    private static readonly SearchValues<char> NeverInHeadings = SearchValues.Create("0123456789@");

    // What the same is called in exports: Canvas writes "SIS User ID" and "SIS Login ID" into its grade books.
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["sis_id"] = "sis_id",
        ["sis_user_id"] = "sis_id",
        ["banner_id"] = "banner_id",
        ["employee_id"] = "employee_id",
        ["login"] = "login",
        ["login_id"] = "login",
        ["sis_login_id"] = "login",
        ["verified_email"] = "verified_email",
        ["email"] = CohortIdentifier.Email,
        ["person.id"] = CohortIdentifier.SourceKey,
    };

    /// <summary>The headings that name a type of identifier.</summary>
    public static string Headings { get; } = string.Join(", ", IdentityRules.Types) + ", email, person.id";

    /// <summary>Reads a list.</summary>
    public static CohortResult Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > Cohort.MostBytes)
        {
            return Bad($"it is longer than {Cohort.MostBytes / 1024 / 1024} MB. Split it.");
        }

        CsvSheet sheet;
        try
        {
            sheet = CsvSheet.Read(content);
        }
        catch (CsvException problem)
        {
            return problem.Message.EndsWith("empty.", StringComparison.Ordinal) ? Empty() : Bad($"line {problem.Line}: {problem.Message}{(problem.Advice is null ? string.Empty : $" Instead: {problem.Advice}")}");
        }

        var types = sheet.Header.Select(TypeOf).ToArray();
        if (types.Any(type => type is not null))
        {
            return Taken(sheet.Rows.Select(row => (row.Line, row.Cells)), types);
        }

        if (sheet.Header.Count > 1)
        {
            return Bad($"none of its {sheet.Header.Count} headings names a type of identifier. Call the column one of: {Headings}.");
        }

        return sheet.Header[0].AsSpan().ContainsAny(NeverInHeadings)
            ? Taken([(1, sheet.Header), .. sheet.Rows.Select(row => (row.Line, row.Cells))], [null])
            : Bad($"its first line names no type of identifier. Write one of these there: {Headings}.");
    }

    private static CohortResult Taken(IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows, string?[] types)
    {
        var isPlain = types is [null];
        var persons = new List<IReadOnlyList<CohortIdentifier>>();
        var known = new HashSet<CohortIdentifier>();
        foreach (var (line, cells) in rows)
        {
            if (isPlain && cells.Count > 1)
            {
                return Bad($"line {line} has {Counted.Of(cells.Count, "cell")}, and no heading says which of them identifies the person. Put a first line with headings; one of: {Headings}.");
            }

            var person = new List<CohortIdentifier>();
            for (var at = 0; at < Math.Min(cells.Count, types.Length); at++)
            {
                if ((isPlain || types[at] is not null) && cells[at].Trim() is { Length: > 0 } value)
                {
                    if (value.Length > Cohort.LongestIdentifier)
                    {
                        return Bad($"line {line} has an identifier of more than {Cohort.LongestIdentifier} characters.");
                    }

                    person.Add(new CohortIdentifier(types[at], value));
                }
            }

            // not for a line without an identifier, nor for a person who was named before
            var isNew = false;
            foreach (var identifier in person)
            {
                isNew |= known.Add(identifier);
            }

            if (!isNew)
            {
                continue;
            }

            persons.Add(person);
            if (persons.Count > Cohort.MostPersons)
            {
                return Bad($"it names more than {Cohort.MostPersons:#,0} persons. Plan without --cohort, or split it.");
            }
        }

        return persons.Count == 0 ? Empty() : new CohortResult(new Cohort(persons), null);
    }

    private static string? TypeOf(string heading)
    {
        var name = heading.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        return Names.GetValueOrDefault(name) ?? (name.StartsWith("person.", StringComparison.Ordinal) ? Names.GetValueOrDefault(name["person.".Length..]) : null);
    }

    private static CohortResult Empty() => Bad($"it names nobody. Write an identifier on each line below a heading; one of: {Headings}.");

    private static CohortResult Bad(string problem) => new(null, problem);
}
