namespace LerBridge.Sandbox.Population;

/// <summary>The transcript: what was graded and rolled to history, work from elsewhere, and a few references that lead nowhere.</summary>
internal static class AcademicHistory
{
    private static readonly string[] Elsewhere = ["BIOL 1050", "ENGL 1301", "PSYC 2301", "CHEM 1010", "MATH 1414", "HIST 1301"];

    public static IReadOnlyList<TranscriptGrade> Make(SandboxOptions options, IReadOnlyList<Learner> learners, IReadOnlyList<Registration> registrations)
    {
        var chance = new Chance(options.Seed, "academic history");
        var rolled = registrations.Where(registration => IsRolled(registration, options.ScenarioDate)).ToList();
        var retaken = rolled.Where(registration => registration.Attempt == Attempt.Later)
            .Select(registration => (registration.Learner.Number, registration.Offering.Course)).ToHashSet();
        var rows = rolled
            .Select(registration => Of(registration, retaken.Contains((registration.Learner.Number, registration.Offering.Course)), chance))
            .Concat(learners.Where(learner => learner.Number % 7 == 4).Select(learner => FromElsewhere(learner, chance)))
            .ToList();
        Break(rows, learners);

        // the order of a table nobody sorts
        return [.. rows.OrderBy(row => row.Id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The row of one graded registration.</summary>
    public static TranscriptGrade Of(Registration registration, string letter)
    {
        var (course, term) = registration.Offering;
        var definition = GradeBook.Of(letter);
        return new TranscriptGrade(MadeUpGuid.Of("transcript", registration.Key), registration.Learner.PersonId, term, letter)
        {
            SectionId = registration.Offering.SectionGuid,
            CourseId = course.Guid,
            Attempted = course.Credits,
            Earned = definition.Credit ? course.Credits : 0m,
            Repeat = "notRepeated",
            RecordedOn = registration.RecordedOn,
            IncompleteUntil = letter == "I" ? registration.RecordedOn.AddMonths(10) : null,
        };
    }

    // the late grade of the second day is not there yet
    private static bool IsRolled(Registration registration, DateOnly today) =>
        registration.Letter is not null && registration.Learner.Number != DayTwo.LateGrade
            ? registration.Offering.Term.IsOver(today) || registration.Offering.IsFirstHalf
            : registration.Letter is not null && registration.Offering.Term.IsOver(today);

    private static TranscriptGrade Of(Registration registration, bool retaken, Chance chance)
    {
        var letter = registration.Letter ?? "NR";
        var draw = registration.Learner.IsCast ? 50 : chance.Below(100);
        var row = draw switch
        {
            // Banner is the grade of record: the appeal was granted there, Canvas never heard of it
            0 or 1 when letter is "B" or "C" => Of(registration, letter == "B" ? "A" : "B") with
            {
                RecordedOn = registration.RecordedOn.AddDays(33),
                Earlier = [new GradeChange(letter, registration.RecordedOn)],
            },
            2 when letter is "A" or "B" => Of(registration, "P"),
            3 when letter is "D" or "F" => Of(registration, "AU"),
            4 when registration.Learner.Number % 3 == 0 => Of(registration, letter) with { RecordedOn = null },
            _ => Of(registration, letter),
        };
        return registration.Attempt switch
        {
            Attempt.Earlier when retaken => row with { Repeat = "repeatedIncludeNeither" },
            Attempt.Later => row with { Repeat = "repeatedIncludeBoth" },
            _ when registration.Learner.Number % 17 == 8 => row with { Repeat = null },
            _ => row,
        };
    }

    private static TranscriptGrade FromElsewhere(Learner learner, Chance chance) =>
        new(MadeUpGuid.Of("transfer", learner.BannerId), learner.PersonId, Terms.Spring2025, chance.Pick<string>(["TA", "TB", "TC"]))
        {
            CourseName = chance.Pick(Elsewhere),
            CreditType = "transfer",
            Attempted = 3m,
            Earned = 3m,
            RecordedOn = new DateOnly(2025, 1, 6).AddDays(chance.Below(20)),
        };

    // GUIDs that answer 404: a purged section, a retired grade, a course without a row, a person merged into another
    private static void Break(List<TranscriptGrade> rows, IReadOnlyList<Learner> learners)
    {
        var cast = learners.Where(learner => learner.IsCast).Select(learner => learner.PersonId).ToHashSet();
        var at = Enumerable.Range(0, rows.Count)
            .Where(index => index % 19 == 11 && !cast.Contains(rows[index].StudentId) && rows[index].SectionId is not null).Take(6).ToArray();
        rows[at[0]] = rows[at[0]] with { SectionId = Nowhere("section") };
        rows[at[1]] = rows[at[1]] with { SectionId = Nowhere("section"), CourseId = null, CourseName = "NUR 110 Health Assessment" };
        rows[at[2]] = rows[at[2]] with { GradeId = Nowhere("grade") };
        rows[at[3]] = rows[at[3]] with { SectionId = null, CourseId = Nowhere("course") };
        rows[at[4]] = rows[at[4]] with { StudentId = Nowhere("person") };
        rows[at[5]] = rows[at[5]] with { StudentId = Nowhere("person") };
    }

    private static Guid Nowhere(string kind) => MadeUpGuid.Of("nowhere", kind);
}
