using System.Globalization;

namespace LerBridge.Sandbox.Population;

/// <summary>What workers can show besides their positions. It follows from the worker's number alone, so that it is the same whichever way it is read.</summary>
internal static class WorkerTalent
{
    private static readonly (string Name, string Issuer)[] Kinds =
        [("Basic Life Support", "American Heart Association"), ("Forklift Operator", "National Safety Council"), ("Certified Welder", "American Welding Society"), ("Payroll Professional", "PayrollOrg")];

    private static readonly (string Id, string Name, string? Category)[] SkillList =
        [("SKILL-1", "Wound Care", "Clinical"), ("SKILL-2", "MIG Welding", "Trades"), ("SKILL-3", "Spreadsheets", "Office"), ("SKILL-4", "Conflict Resolution", null), ("SKILL-5", "Telnet Administration", "Technology")];

    private static readonly (string Id, string Title)[] Courses = [("COURSE-1", "Bloodborne Pathogens"), ("COURSE-2", "Fire Safety"), ("COURSE-3", "Privacy at Work")];

    /// <summary>Two of three workers are certified for something; every tenth certification was removed, every fourth has ended.</summary>
    public static IEnumerable<WorkerCertification> Certifications(Worker worker, SandboxSwitches switches)
    {
        if (worker.Number % 3 == 2)
        {
            yield break;
        }

        var (name, issuer) = Kinds[worker.Number % Kinds.Length];
        var issued = new DateOnly(2023, 2, 1).AddDays(worker.Number * 9);
        var certification = new WorkerCertification(worker, Text($"CERT-{worker.Number:00000}"), name, worker.Number % 7 == 0 ? null : issuer, Text($"22{worker.Number:0000}-{worker.Number * 31:0000}"), issued, worker.Number % 4 == 0 ? issued.AddYears(1) : issued.AddYears(5))
        {
            IsRemoved = worker.Number % 10 == 9 || switches.WorkdayRemoved == worker.EmployeeId,
        };
        yield return certification;
        if (switches.WorkdayRenewed == worker.EmployeeId)
        {
            yield return certification with { Issued = new DateOnly(2026, 11, 2), Expires = new DateOnly(2031, 11, 1) };
        }
    }

    /// <summary>Two skills each; some have typed one in a second time, and one skill of the list is no longer in use.</summary>
    public static IEnumerable<WorkerSkill> Skills(Worker worker, SandboxSwitches switches)
    {
        var (first, second) = (SkillList[worker.Number % SkillList.Length], SkillList[(worker.Number + 2) % SkillList.Length]);
        foreach (var (id, name, category) in new[] { first, second })
        {
            yield return new WorkerSkill(worker, id, name, category, id == "SKILL-5" || id == switches.WorkdayRetiredSkill);
        }

        if (worker.Number % 8 == 0 && first.Category is not null && first.Id != "SKILL-5")
        {
            yield return new WorkerSkill(worker, Text($"FREE-{worker.Number}"), $" {first.Name.ToLowerInvariant()}", null, IsInactive: false);
        }
    }

    /// <summary>One course is completed, one is under way; some took the first a second time and have not finished.</summary>
    public static IEnumerable<LearningEnrolment> Learning(Worker worker, SandboxSwitches switches)
    {
        var (done, open) = (Courses[worker.Number % Courses.Length], Courses[(worker.Number + 1) % Courses.Length]);
        var completed = new DateTime(2026, 5, 4, 16, 45, 12, DateTimeKind.Unspecified).AddDays(worker.Number % 60);
        yield return new LearningEnrolment(worker, done.Id, done.Title, completed)
        {
            Score = 80 + (worker.Number % 20),
            Expires = DateOnly.FromDateTime(completed).AddYears(1),
            IsRescinded = worker.Number % 12 == 11 || switches.WorkdayRemoved == worker.EmployeeId,
        };
        yield return new LearningEnrolment(worker, open.Id, open.Title, null);
        if (worker.Number % 9 == 0)
        {
            yield return new LearningEnrolment(worker, done.Id, done.Title, null);
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A certification of a worker. A renewal is another entry with the same id.</summary>
internal sealed record WorkerCertification(Worker Worker, string Id, string Name, string? Issuer, string Number, DateOnly Issued, DateOnly Expires)
{
    public bool IsRemoved { get; init; }
}

/// <summary>A skill in a worker's profile.</summary>
internal sealed record WorkerSkill(Worker Worker, string Id, string Name, string? Category, bool IsInactive);

/// <summary>A worker's enrolment in a course; without a time it is under way.</summary>
internal sealed record LearningEnrolment(Worker Worker, string CourseId, string Title, DateTime? Completed)
{
    public int? Score { get; init; }

    public DateOnly? Expires { get; init; }

    public bool IsRescinded { get; init; }
}
