using System.Globalization;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Workday;

/// <summary>The reports LER_Certifications, LER_Skills and LER_Learning: one row each, every value text, with a column or two that nobody needs.</summary>
internal static class TalentReports
{
    private static readonly string[] Person = ["Employee_ID", "User_ID", "Work_Email", "Full_Name", "First_Name", "Last_Name"];

    public static readonly Report Certifications = new(
        "LER_Certifications",
        [.. Person, "Certification_ID", "Certification", "Certification_Issuer", "Certification_Number", "Issued_Date", "Expiration_Date", "Removed", "Base_Pay"],
        (world, switches) => Workers(world).SelectMany(worker => WorkerTalent.Certifications(worker, switches)).Select(one => Of(
            one.Worker,
            ("Certification_ID", one.Id),
            ("Certification", one.Name),
            ("Certification_Issuer", one.Issuer),
            ("Certification_Number", one.Number),
            ("Issued_Date", WorkdayDay.Zoned(one.Issued)),
            ("Expiration_Date", WorkdayDay.Zoned(one.Expires)),
            ("Removed", one.IsRemoved ? "1" : null),
            ("Base_Pay", "52000"))));

    public static readonly Report Skills = new(
        "LER_Skills",
        [.. Person, "Skill_ID", "Skill", "Skill_Category", "Skill_Source", "Skill_Inactive", "Performance_Rating"],
        (world, switches) => Workers(world).SelectMany(worker => WorkerTalent.Skills(worker, switches)).Select(one => Of(
            one.Worker,
            ("Skill_ID", one.Id),
            ("Skill", one.Name),
            ("Skill_Category", one.Category),
            ("Skill_Source", "Worker"),
            ("Skill_Inactive", one.IsInactive ? "1" : "0"),
            ("Performance_Rating", "4 - Rated"))));

    // a completion of which only the day is known is written as that day
    public static readonly Report Learning = new(
        "LER_Learning",
        [.. Person, "Course_ID", "Course_Title", "Completion_Date", "Grade", "Score", "Expiration_Date", "Rescinded"],
        (world, switches) => Workers(world).SelectMany(worker => WorkerTalent.Learning(worker, switches)).Select(one => Of(
            one.Worker,
            ("Course_ID", one.CourseId),
            ("Course_Title", one.Title),
            ("Completion_Date", one.Completed is not { } at ? null : one.Worker.Number % 5 == 0 ? WorkdayDay.Zoned(DateOnly.FromDateTime(at)) : WorkdayDay.Moment(at)),
            ("Grade", one.Completed is null ? null : "Pass"),
            ("Score", one.Score?.ToString(CultureInfo.InvariantCulture)),
            ("Expiration_Date", one.Expires is { } expires ? WorkdayDay.Zoned(expires) : null),
            ("Rescinded", one.IsRescinded ? "1" : "0"))));

    public static IEnumerable<Worker> Workers(World world) => WorkerProfile.Of(world).Select(profile => profile.Worker);

    private static Dictionary<string, string?> Of(Worker worker, params (string Column, string? Value)[] cells)
    {
        var row = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Employee_ID"] = worker.EmployeeId,
            ["User_ID"] = worker.UserId.Length == 0 ? null : worker.UserId,
            ["Work_Email"] = worker.UserId.Length == 0 ? null : $"{worker.UserId}@work.example",
            ["Full_Name"] = worker.Name.Display,
            ["First_Name"] = worker.Name.Preferred ?? worker.Name.Given,
            ["Last_Name"] = worker.Name.Family,
        };
        foreach (var (column, value) in cells)
        {
            row[column] = value;
        }

        return row;
    }
}

/// <summary>A report that somebody made, with whatever columns they found useful.</summary>
internal sealed record Report(string Name, IReadOnlyList<string> Columns, Func<World, SandboxSwitches, IEnumerable<IReadOnlyDictionary<string, string?>>> Rows);
