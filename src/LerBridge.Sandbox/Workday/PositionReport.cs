using System.Globalization;
using LerBridge.Sandbox.Population;

namespace LerBridge.Sandbox.Workday;

/// <summary>
/// The report LER_Positions: one row per spell, every value text. Whoever made it put in more columns than anybody needs, pay and birth dates among them.
/// </summary>
internal static class PositionReport
{
    public const string Name = "LER_Positions";

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static readonly IReadOnlyList<string> Columns =
    [
        "Employee_ID", "User_ID", "Work_Email", "Full_Name", "First_Name", "Last_Name", "Worker_Type", "Active", "Hire_Date", "Original_Hire_Date",
        "Termination_Date", "Hire_Rescinded", "Position_ID", "Position_Title", "Business_Title", "Start_Date", "End_Date", "Primary_Job",
        "Time_Type", "Scheduled_Weekly_Hours", "FTE", "Job_Profile_ID", "Job_Profile", "Job_Family", "Management_Level", "Company", "Company_ID",
        "City", "State", "Country", "Skills_Confirmed_On", "Termination_Reason", "Banner_ID", "Base_Pay", "Base_Pay_Currency", "Pay_Grade",
        "Bonus_Target", "Date_of_Birth", "Performance_Rating", "Home_City",
    ];

    /// <summary>The report, of everybody or of whoever something was typed in about.</summary>
    public static Report Of(string? typedIn) => new(
        Name,
        Columns,
        (world, _) => world.Positions
            .Where(spell => typedIn is null || typedIn.Split(',', StringSplitOptions.TrimEntries).Contains(spell.Worker.EmployeeId, StringComparer.Ordinal))
            .Select(spell => Row(spell, world.Today)));

    /// <summary>The values of a row by column; null is an empty field.</summary>
    public static IReadOnlyDictionary<string, string?> Row(PositionSpell spell, DateOnly today)
    {
        var (worker, job) = (spell.Worker, spell.Job);
        var active = !worker.HireRescinded && worker.Hired <= today && (worker.Terminated is not { } gone || gone > today);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Employee_ID"] = worker.EmployeeId,
            ["User_ID"] = worker.UserId.Length == 0 ? null : worker.UserId,
            ["Work_Email"] = worker.UserId.Length == 0 ? null : $"{worker.UserId}@work.example",
            ["Full_Name"] = worker.Name.Display,
            ["First_Name"] = worker.Name.Preferred ?? worker.Name.Given,
            ["Last_Name"] = worker.Name.Family,
            ["Worker_Type"] = worker.IsContingent ? "Contingent Worker" : "Employee",
            ["Active"] = Flag(active),
            ["Hire_Date"] = WorkdayDay.Zoned(worker.Hired),
            ["Original_Hire_Date"] = WorkdayDay.Zoned(worker.OriginalHire),
            ["Termination_Date"] = worker.Terminated is { } terminated ? Day(terminated) : null,
            ["Hire_Rescinded"] = Flag(worker.HireRescinded),
            ["Position_ID"] = spell.PositionId,
            ["Position_Title"] = job.Name,
            ["Business_Title"] = spell.BusinessTitle,
            ["Start_Date"] = WorkdayDay.Zoned(spell.Start),
            ["End_Date"] = spell.End is { } end ? WorkdayDay.Zoned(end) : null,
            ["Primary_Job"] = Flag(spell.Primary),
            ["Time_Type"] = spell.WeeklyHours >= 36 ? "Full time" : "Part time",
            ["Scheduled_Weekly_Hours"] = spell.WeeklyHours.ToString("0.##", Plain),
            ["FTE"] = (spell.WeeklyHours / 40m).ToString("0.##", Plain),
            ["Job_Profile_ID"] = job.Code,
            ["Job_Profile"] = job.Name,
            ["Job_Family"] = job.Family,
            ["Management_Level"] = job.Level,
            ["Company"] = job.Employer.Name,
            ["Company_ID"] = job.Employer.Id,
            ["City"] = job.Employer.City,
            ["State"] = job.Employer.Region,
            ["Country"] = job.Employer.Country,
            ["Skills_Confirmed_On"] = spell.SkillsConfirmedOn is { } confirmed ? Day(confirmed) : null,
            ["Termination_Reason"] = worker.TerminationReason,
            ["Banner_ID"] = worker.BannerId,
            ["Base_Pay"] = spell.BasePay.ToString(Plain),
            ["Base_Pay_Currency"] = "USD",
            ["Pay_Grade"] = $"G{(spell.BasePay / 10_000) + 3}",
            ["Bonus_Target"] = job.Level == "Individual Contributor" ? null : "5",
            ["Date_of_Birth"] = Day(worker.Born),
            ["Performance_Rating"] = worker.Number % 3 == 0 ? null : $"{(worker.Number % 4) + 2} - Rated",
            ["Home_City"] = worker.Number % 2 == 0 ? "Springfield" : "Riverton",
        };
    }

    private static string Flag(bool value) => value ? "1" : "0";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", Plain);
}
