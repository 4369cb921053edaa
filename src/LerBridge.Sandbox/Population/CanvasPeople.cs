namespace LerBridge.Sandbox.Population;

/// <summary>The users of Canvas: learners, teachers, observers and the test student that every previewed course gets.</summary>
internal static class CanvasPeople
{
    public const long FirstTeacher = 800;
    public const int Teachers = 14;
    public const long FirstObserver = 900;
    public const int Observers = 9;
    public const long TestStudent = 990;
    public const long HandMadeTestStudent = 991;

    private static readonly DateTimeOffset Long = CentralTime.At(new DateOnly(2025, 6, 2), new TimeOnly(10, 0, 0));

    public static IReadOnlyList<CanvasUser> Make(int seed, IReadOnlyList<Learner> learners)
    {
        var chance = new Chance(seed, "canvas people");
        return
        [
            .. learners.Select(FromLearner),
            .. Enumerable.Range(0, Teachers).Select(n => Staff(FirstTeacher + n, Names.For(n * 3, chance), "teacher", n)),
            .. Enumerable.Range(0, Observers).Select(n => Staff(FirstObserver + n, Names.For(n + 40, chance), "observer", n)),
            Staff(TestStudent, PersonName.Western("Test", "Student"), "preview", 0),
            Staff(HandMadeTestStudent, PersonName.Western("Test", "Student"), "teststudent", 1),
        ];
    }

    private static CanvasUser FromLearner(Learner learner)
    {
        var logins = new List<CanvasLogin> { new(70_000 + learner.Number, learner.Login, learner.SisUserId) };
        if (learner.SecondSisUserId is { } second)
        {
            logins.Add(new CanvasLogin(71_000 + learner.Number, learner.CanvasEmail, second));
        }

        var import = learner.SisUserId is null ? (long?)null : 8_412;
        return new CanvasUser(learner.CanvasId, learner.Name, learner.CanvasEmail, Long.AddMinutes(learner.Number), logins, import);
    }

    private static CanvasUser Staff(long id, PersonName name, string kind, int n) =>
        new(id, name, $"{kind}{n:00}@college.example", Long.AddDays(-n),
            [new CanvasLogin(72_000 + id, $"{kind}{n:00}", kind == "teacher" ? $"T{id:0000000}" : null)], null);
}
