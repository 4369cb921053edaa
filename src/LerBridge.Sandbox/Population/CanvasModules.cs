namespace LerBridge.Sandbox.Population;

/// <summary>How far a learner came in a module-based course, and when the last requirement was met.</summary>
internal static class CanvasModules
{
    public static CanvasProgress Of(Registration registration, CanvasCourse course, DateOnly today, Chance chance)
    {
        var (learner, offering) = (registration.Learner, registration.Offering);
        var start = offering.Term.Start ?? today;
        var last = offering.End < today ? offering.End : today;
        var days = Math.Max(1, last.DayNumber - start.DayNumber);
        var day = start.AddDays((days * 2 / 3) + chance.Below(Math.Max(1, days / 3)));
        // late in the evening, when the day in Greenwich is already the next one
        var at = CentralTime.At(day, new TimeOnly(chance.Between(17, 23), chance.Between(0, 59), chance.Between(0, 59)));
        var done = learner.Number switch
        {
            2 => course.Modules - 1,
            3 => course.Modules,
            _ when registration.Letter is "A" or "B" => course.Modules,
            _ when registration.Letter is null && chance.Percent(35) => course.Modules,
            _ => chance.Below(course.Modules),
        };
        return new CanvasProgress(course.Modules, done, done == course.Modules ? at : null);
    }
}
