namespace LerBridge.Sandbox.Population;

/// <summary>
/// The grades hash of one learner in one course. The final twin counts what was never graded as zero, the override stands beside it, and a score that
/// the teacher has not posted shows only in the unposted twins.
/// </summary>
internal static class CanvasGrading
{
    private static readonly CanvasGrades Nothing = new(null, null, null, null);

    public static CanvasGrades Of(Registration registration, CanvasCourse course, DateOnly today, Chance chance)
    {
        var letters = course.GradingStandardId is not null;
        if (registration.Score is not { } score || (!registration.Learner.IsCast && chance.Percent(1)))
        {
            return Nothing;
        }

        if (!registration.Offering.Term.IsOver(today) && registration.Letter is null)
        {
            // half of the work is still to come: the final twin is far below
            var soFar = Math.Round(score * chance.Between(55, 75) / 100m, 2);
            return Plain(score, soFar, letters);
        }

        var grades = Plain(Math.Min(100m, score + (chance.Between(0, 150) / 100m)), score, letters);
        return registration.Learner.IsCast ? grades : Special(grades, score, letters, chance);
    }

    public static string Letter(decimal score) => score switch
    {
        >= 90m => "A",
        >= 80m => "B",
        >= 70m => "C",
        >= 60m => "D",
        _ => "F",
    };

    private static CanvasGrades Plain(decimal current, decimal final, bool letters) =>
        new(current, letters ? Letter(current) : null, final, letters ? Letter(final) : null);

    private static CanvasGrades Special(CanvasGrades grades, decimal score, bool letters, Chance chance)
    {
        switch (chance.Below(100))
        {
            case < 3:
                var better = Math.Min(100m, score + 10.5m);
                return grades with { HasOverride = true, OverrideScore = better, OverrideGrade = letters ? Letter(better) : null };
            case 3:
                // the letter was typed in without a score
                return grades with { HasOverride = true, OverrideScore = null, OverrideGrade = letters ? "C" : null };
            case 4 or 5:
                var muted = Math.Max(0m, score - 12.25m);
                var letter = letters ? Letter(muted) : null;
                return grades with { UnpostedFinalScore = muted, UnpostedFinalGrade = letter, UnpostedCurrentScore = muted, UnpostedCurrentGrade = letter };
            default:
                return grades;
        }
    }
}
