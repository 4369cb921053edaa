using System.Collections.Immutable;
using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday;

/// <summary>
/// The <c>position_history</c> stream: one row per position spell, in the columns that a report or file has by default. Workday reports and delimited files share it;
/// settings may replace a column or add one.
/// </summary>
internal static class PositionHistory
{
    /// <summary>The field that counts the spells of a person in a position.</summary>
    public const string Spell = "spell";

    /// <summary>The key without the spell.</summary>
    public static ImmutableArray<string> Group { get; } = ["person.id", "position.id"];

    /// <summary>The field that dates a row and orders the spells.</summary>
    public const string Start = "position.start";

    /// <summary>The fields with the column that each is read from unless settings say otherwise.</summary>
    public static ImmutableArray<(Field Field, string Alias)> Defaults { get; } =
    [
        .. WorkerColumns.Person,
        (new("worker.type", FieldType.Code, false, "What kind of worker it is.", "employee", Codes: ["employee", "contingent", "other"]), "Worker_Type"),
        (new("worker.active", FieldType.Bool, true, "True while the worker is active.", "true"), "Active"),
        (new("worker.hired", FieldType.Date, true, "The most recent hire.", "2021-04-28"), "Hire_Date"),
        (new("worker.original_hire", FieldType.Date, true, "The first hire; stays when somebody is hired again.", "2015-09-01"), "Original_Hire_Date"),
        (new("worker.terminated", FieldType.Date, true, "The day employment ended or will end.", "2026-06-30"), "Termination_Date"),
        (new("worker.hire_rescinded", FieldType.Bool, true, "True where the hire was taken back.", "false"), "Hire_Rescinded"),
        (new("position.id", FieldType.Text, false, "The position's own id.", "P-00412"), "Position_ID"),
        (new("position.title", FieldType.Text, true, "The position's title.", "Registered Nurse II"), "Position_Title"),
        (new("position.business_title", FieldType.Text, true, "The title that the worker uses.", "Charge Nurse"), "Business_Title"),
        (new(Start, FieldType.Date, false, "The first day in the position.", "2022-01-10"), "Start_Date"),
        (new("position.end", FieldType.Date, true, "The last day in the position; missing while it lasts.", "2024-08-31"), "End_Date"),
        (new("position.primary", FieldType.Bool, true, "True for the worker's main job.", "true"), "Primary_Job"),
        (new("position.time_type", FieldType.Text, true, "Full or part time, in the tenant's words.", "Full time"), "Time_Type"),
        (new("position.weekly_hours", FieldType.Number, true, "Scheduled hours a week.", "40"), "Scheduled_Weekly_Hours"),
        (new("position.fte", FieldType.Number, true, "The share of a full-time position, as the tenant writes it.", "100"), "FTE"),
        (new("job.code", FieldType.Text, true, "The job profile's id.", "RN2"), "Job_Profile_ID"),
        (new("job.name", FieldType.Text, true, "The job profile's name.", "Registered Nurse II"), "Job_Profile"),
        (new("job.family", FieldType.Text, true, "The job family.", "Nursing"), "Job_Family"),
        (new("job.level", FieldType.Text, true, "The management level.", "Individual Contributor"), "Management_Level"),
        (new("company.name", FieldType.Text, true, "The employing company.", "Example Health"), "Company"),
        (new("company.id", FieldType.Text, true, "The employing company's id.", "C100"), "Company_ID"),
        (new("location.city", FieldType.Text, true, "The city of the work site.", "Springfield"), "City"),
        (new("location.region", FieldType.Text, true, "The state or region of the work site.", "IL"), "State"),
        (new("location.country", FieldType.Text, true, "The country of the work site.", "US"), "Country"),
        (new("skills_confirmed_on", FieldType.Date, true, "The day on which somebody confirmed the worker's skills for the position.", "2026-03-02"), "Skills_Confirmed_On"),
        (new("end_reason", FieldType.Text, true, "Why the employment ended. Stored only where a mapping names it.", "Voluntary", FieldTags.Reason), "Termination_Reason"),
    ];

    /// <summary>The stream where it is read from a table, without the number that the run computes.</summary>
    public static ShippedTable Table { get; } = new(StreamNames.PositionHistory, Defaults, Group, Start);

    /// <summary>The numbering field; the run computes it over a complete extract unless a column supplies it.</summary>
    public static Field SpellField { get; } = new(Spell, FieldType.Whole, false, "Counts the person's spells in the position, 1 for the earliest; a corrected start keeps it.", "1");

    /// <summary>The stream with its default columns.</summary>
    public static RecordSchema Default { get; } = new(
        StreamNames.PositionHistory,
        StreamNames.Version,
        [.. Defaults.Select(column => column.Field), SpellField],
        [.. Group, Spell],
        Start,
        new SequenceRule(Spell, Group, Start));

    /// <summary>
    /// The same stream where the source says itself which spell a row is. The web service gives the jobs that a worker has, one per position, and so always the first: nothing is counted
    /// over the extract, and a reading of changes alone can correct.
    /// </summary>
    public static RecordSchema Counted { get; } = new(StreamNames.PositionHistory, StreamNames.Version, [.. Defaults.Select(column => column.Field), SpellField], [.. Group, Spell], Start);
}
