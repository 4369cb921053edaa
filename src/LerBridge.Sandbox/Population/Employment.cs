using System.Globalization;

namespace LerBridge.Sandbox.Population;

/// <summary>A hundred and twenty workers and their spells. Who is of which kind depends on the number alone; the details are drawn.</summary>
internal static class Employment
{
    public const int Count = 120;

    public const int FirstFutureHire = 62;

    /// <summary>A worker whose only job ends on the second day.</summary>
    public const int Leaver = 90;

    private static readonly string[] Reasons = ["Resignation", "Retirement", "Relocation", "End of assignment", "Medical", "Performance"];

    public static IReadOnlyList<PositionSpell> Make(SandboxOptions options, IReadOnlyList<Learner> learners)
    {
        var chance = new Chance(options.Seed, "employment");
        return [.. Enumerable.Range(0, Count).SelectMany(number => Spells(number, options.ScenarioDate, learners, chance))];
    }

    private static IEnumerable<PositionSpell> Spells(int number, DateOnly today, IReadOnlyList<Learner> learners, Chance chance)
    {
        var learner = number >= 112 ? learners[4 + ((number - 112) * 31)] : null;
        var hired = new DateOnly(2013, 1, 7).AddDays(chance.Below(number < 54 ? 2_900 : 4_300));
        var name = learner?.Name ?? Names.For(number + 3, chance);
        var id = string.Create(CultureInfo.InvariantCulture, $"{4_501 + (number * 37):000000}");
        var worker = new Worker(number, id, name, learner?.Login ?? $"w{id}")
        {
            Hired = hired,
            OriginalHire = hired,
            BannerId = learner?.BannerId,
            Born = new DateOnly(1961, 1, 1).AddDays(chance.Below(15_000)),
        };
        var ladder = JobProfiles.Ladders[chance.Weighted((0, 5), (1, 2), (2, 2), (3, 2))];
        return number switch
        {
            < 8 => Rehired(worker, ladder, chance),
            < 32 => Promoted(worker, ladder, steps: 2, chance),
            < 44 => SecondJob(worker, ladder, chance),
            < 54 => Promoted(worker, ladder, steps: 3, chance),
            < FirstFutureHire - 2 => [One(worker, JobProfiles.CareNavigator, new DateOnly(2026, 9, 14).AddDays(number), chance) with { BusinessTitle = null }],
            < FirstFutureHire => [Rescinded(worker, ladder[0], today, chance)],
            < FirstFutureHire + 4 => [Future(worker, ladder[0], today, chance)],
            < 80 => [Left(worker, ladder, today, chance)],
            < 84 => [One(worker with { IsContingent = true, UserId = "" }, ladder[0], hired, chance)],
            < 112 => [One(worker, ladder[chance.Below(ladder.Count)], hired, chance)],
            _ => [Student(worker, chance)],
        };
    }

    private static PositionSpell One(Worker worker, JobProfile job, DateOnly start, Chance chance, int which = 0) =>
        new(worker with { Hired = start > worker.Hired ? worker.Hired : start }, Position(worker, which), job, start)
        {
            BusinessTitle = chance.Percent(70) ? job.Name : $"{job.Name}, {chance.Pick<string>(["East Campus", "Nights", "Float Pool", "Central Office"])}",
            WeeklyHours = chance.Weighted((40m, 6), (36m, 2), (20m, 1), (37.5m, 1)),
            SkillsConfirmedOn = chance.Percent(60) ? new DateOnly(2026, 3, 2).AddDays(chance.Below(200)) : null,
            BasePay = job.Pay + (chance.Below(40) * 100),
        };

    // the same position twice: left, came back
    private static IEnumerable<PositionSpell> Rehired(Worker worker, IReadOnlyList<JobProfile> ladder, Chance chance)
    {
        var left = worker.OriginalHire.AddDays(chance.Between(400, 900));
        var back = left.AddDays(chance.Between(120, 500));
        var again = worker with { Hired = back };
        yield return One(again, ladder[0], worker.OriginalHire, chance) with { Worker = again, End = left, SkillsConfirmedOn = null };
        yield return One(again, ladder[0], back, chance) with { Worker = again };
    }

    private static IEnumerable<PositionSpell> Promoted(Worker worker, IReadOnlyList<JobProfile> ladder, int steps, Chance chance)
    {
        var start = worker.Hired;
        for (var step = 0; step < steps; step++)
        {
            var end = start.AddDays(chance.Between(300, 480));
            var spell = One(worker, ladder[Math.Min(step, ladder.Count - 1)], start, chance, step);
            yield return spell with { Worker = worker, End = step == steps - 1 ? null : end };
            start = end.AddDays(1);
        }
    }

    private static IEnumerable<PositionSpell> SecondJob(Worker worker, IReadOnlyList<JobProfile> ladder, Chance chance)
    {
        yield return One(worker, ladder[1], worker.Hired, chance) with { WeeklyHours = 30m };
        var second = One(worker, ladder[0], worker.Hired.AddDays(chance.Between(90, 700)), chance, 1);
        yield return second with { Worker = worker, Primary = false, WeeklyHours = 8m };
    }

    private static PositionSpell Future(Worker worker, JobProfile job, DateOnly today, Chance chance)
    {
        var start = today.AddDays(chance.Between(10, 45));
        return One(worker with { Hired = start, OriginalHire = start }, job, start, chance) with { SkillsConfirmedOn = null };
    }

    private static PositionSpell Rescinded(Worker worker, JobProfile job, DateOnly today, Chance chance)
    {
        var spell = Future(worker, job, today, chance);
        return spell with { Worker = spell.Worker with { HireRescinded = true } };
    }

    private static PositionSpell Left(Worker worker, IReadOnlyList<JobProfile> ladder, DateOnly today, Chance chance)
    {
        // the last three have given notice: the end is still to come
        var end = worker.Number >= 77 ? today.AddDays(chance.Between(5, 40)) : worker.Hired.AddDays(chance.Between(200, 600));
        var gone = worker with { Terminated = end, TerminationReason = chance.Pick(Reasons) };
        return One(gone, ladder[chance.Below(ladder.Count)], worker.Hired, chance) with { Worker = gone, End = end };
    }

    private static PositionSpell Student(Worker worker, Chance chance)
    {
        var start = new DateOnly(2025, 9, 2).AddDays(chance.Below(300));
        var spell = One(worker with { Hired = start, OriginalHire = start }, JobProfiles.Student, start, chance);
        return spell with { WeeklyHours = 12m, SkillsConfirmedOn = null };
    }

    private static string Position(Worker worker, int which) => string.Create(CultureInfo.InvariantCulture, $"P-{10_240 + (worker.Number * 5) + which:00000}");
}
