using System.Globalization;

namespace LerBridge.Sandbox.Population;

/// <summary>What happens between the first and the second day, and nothing else.</summary>
internal static class DayTwo
{
    public const int Raised = 0;
    public const int Withdrawn = 1;
    public const int Completed = 2;
    public const int LateGrade = 3;

    public static (World World, IReadOnlyList<SandboxChange> Changes) Apply(World world, SandboxOptions options)
    {
        var changes = new List<SandboxChange>();
        var learners = world.Ethos.Persons;
        var canvas = world.Canvas;
        canvas = RaiseGrade(canvas, learners[Raised], changes);
        canvas = Withdraw(canvas, learners[Withdrawn], changes);
        canvas = Complete(canvas, learners[Completed], options.ScenarioDate, changes);
        var ethos = WithdrawInBanner(world.Ethos, learners[Withdrawn], options.ScenarioDate, changes);
        ethos = PostGrade(ethos, learners, options, changes);
        var positions = EndJob(world.Positions, options.ScenarioDate, changes);
        positions = RescindHire(positions, changes);
        return (new World(options.ScenarioDate.AddDays(1), canvas, ethos, positions), changes);
    }

    private static CanvasWorld RaiseGrade(CanvasWorld canvas, Learner learner, List<SandboxChange> changes)
    {
        var course = Course(canvas, "202620-NUR-210");
        changes.Add(new SandboxChange(SandboxSite.Canvas, "grade raised",
            $"The final grade in {course.Code} {course.Name} ({course.Term.Name}) was raised from B to A.", Key(course, learner), learner.Name.Full));

        // updated_at stays: scores live in another table
        return Change(canvas, course, learner, row => row with { Grades = new CanvasGrades(92.25m, "A", 91.5m, "A") });
    }

    private static CanvasWorld Withdraw(CanvasWorld canvas, Learner learner, List<SandboxChange> changes)
    {
        var course = Course(canvas, "202620-NUR-205");
        changes.Add(new SandboxChange(SandboxSite.Canvas, "enrolment deleted",
            $"A learner who had passed {course.Code} {course.Name} ({course.Term.Name}) with C was withdrawn: the enrolment is deleted.", Key(course, learner),
            learner.Name.Full));
        return Change(canvas, course, learner, row => row with { State = "deleted", UpdatedAt = row.UpdatedAt.AddDays(150) });
    }

    private static CanvasWorld Complete(CanvasWorld canvas, Learner learner, DateOnly day, List<SandboxChange> changes)
    {
        var course = Course(canvas, "202710-NUR-220");
        changes.Add(new SandboxChange(SandboxSite.Canvas, "course completed",
            $"The last module of {course.Code} {course.Name} ({course.Term.Name}) was completed, with A.", Key(course, learner), learner.Name.Full));
        var progress = canvas.Progress.ToDictionary();
        progress[(course.Id, learner.CanvasId)] = new CanvasProgress(course.Modules, course.Modules, CentralTime.At(day, new TimeOnly(20, 15, 31)));
        return Change(canvas, course, learner, row => row with { Grades = new CanvasGrades(94m, "A", 94m, "A") }) with { Progress = progress };
    }

    private static EthosWorld WithdrawInBanner(EthosWorld ethos, Learner learner, DateOnly day, List<SandboxChange> changes)
    {
        var offering = new Offering(Catalogue.Course("NUR-205"), Terms.Spring2026);
        var row = ethos.Transcript.Single(row => row.StudentId == learner.PersonId && row.SectionId == offering.SectionGuid);
        changes.Add(new SandboxChange(SandboxSite.Ethos, "grade changed",
            "The transcript grade in NUR-205 Mental Health Nursing (Spring 2026) was changed from C to W; no credit is earned.", row.Id.ToString(),
            learner.Name.Full));
        var changed = row with { Letter = "W", Earned = 0m, RecordedOn = day, Earlier = [new GradeChange(row.Letter, row.RecordedOn ?? day)] };
        return ethos with { Transcript = [.. ethos.Transcript.Select(old => old.Id == row.Id ? changed : old)] };
    }

    private static EthosWorld PostGrade(EthosWorld ethos, IReadOnlyList<Learner> learners, SandboxOptions options, List<SandboxChange> changes)
    {
        var learner = learners[LateGrade];
        var registration = Registrations.Make(options.Seed, learners).Single(line => line.Learner.Number == LateGrade && line.Offering.IsFirstHalf);
        var row = AcademicHistory.Of(registration, "A") with { RecordedOn = options.ScenarioDate };
        changes.Add(new SandboxChange(SandboxSite.Ethos, "grade posted",
            "A late transcript grade arrived: WLD-101 Welding Safety & Oxy-Fuel Cutting (Fall 2026), A.", row.Id.ToString(), learner.Name.Full));
        return ethos with { Transcript = [.. ethos.Transcript.Append(row).OrderBy(line => line.Id.ToString(), StringComparer.Ordinal)] };
    }

    private static IReadOnlyList<PositionSpell> EndJob(IReadOnlyList<PositionSpell> positions, DateOnly day, List<SandboxChange> changes)
    {
        var spell = positions.Single(spell => spell.Worker.Number == Employment.Leaver);
        changes.Add(new SandboxChange(SandboxSite.Workday, "job ended", $"The job as {spell.Job.Name} at {spell.Job.Employer.Name} ended.", Key(spell),
            spell.Worker.Name.Full));
        var left = spell with { End = day, Worker = spell.Worker with { Terminated = day, TerminationReason = "Resignation" } };
        return [.. positions.Select(old => ReferenceEquals(old, spell) ? left : old)];
    }

    private static IReadOnlyList<PositionSpell> RescindHire(IReadOnlyList<PositionSpell> positions, List<SandboxChange> changes)
    {
        var spell = positions.Single(spell => spell.Worker.Number == Employment.FirstFutureHire);
        changes.Add(new SandboxChange(SandboxSite.Workday, "hire rescinded", $"The hire of a future {spell.Job.Name} was rescinded before the first day.",
            Key(spell), spell.Worker.Name.Full));
        var rescinded = spell with { Worker = spell.Worker with { HireRescinded = true } };
        return [.. positions.Select(old => ReferenceEquals(old, spell) ? rescinded : old)];
    }

    private static CanvasCourse Course(CanvasWorld canvas, string sisId) => canvas.Courses.Single(course => course.SisId == sisId);

    private static CanvasWorld Change(CanvasWorld canvas, CanvasCourse course, Learner learner, Func<CanvasEnrolment, CanvasEnrolment> change) => canvas with
    {
        Enrolments = [.. canvas.Enrolments
            .Select(row => row.CourseId == course.Id && row.UserId == learner.CanvasId && row.Type == "StudentEnrollment" ? change(row) : row)],
    };

    private static string Key(CanvasCourse course, Learner learner) =>
        string.Create(CultureInfo.InvariantCulture, $"course {course.Id} / user {learner.CanvasId}");

    private static string Key(PositionSpell spell) => $"{spell.Worker.EmployeeId} / {spell.PositionId}";
}
