namespace LerBridge.Sandbox.Population;

/// <summary>A learning outcome of the account, assessed in one course of the catalogue.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Course">The course's code.</param>
/// <param name="Guid">The identifier in the framework that it was imported from; null for one that a teacher made up.</param>
/// <param name="Title">Its title.</param>
/// <param name="Display">What students see; null where nobody wrote anything.</param>
/// <param name="Description">What it says, in HTML.</param>
internal sealed record CanvasOutcome(long Id, string Course, string? Guid, string Title, string? Display, string Description)
{
    public const decimal Mastery = 3m;

    public const decimal Possible = 5m;

    public static IReadOnlyList<CanvasOutcome> All { get; } =
    [
        new(8_101, "NUR-110", "31cbb458-0d4c-57d4-8d81-70b3aea03f59", "Assesses health from head to toe", "Health assessment",
            "<p>Collects a health history and carries out a systematic physical assessment,&nbsp;and tells expected from unexpected findings.</p>"),
        new(8_102, "NUR-201", "45d40682-8cfc-5795-9614-5f75d15bf838", "Plans and delivers care for adults with acute needs", null,
            "<p>Sets priorities in a plan of care.</p><p>Delivers it and evaluates what it achieved.</p>"),
        new(8_103, "NUR-210", "8644577a-a596-5c3f-99a7-b4426528d90f", "Leads a shift and works across a clinical team", "Team and shift",
            "<p>Hands over, delegates and speaks up in a clinical team.</p>"),
        new(8_104, "WLD-110", "317eb982-b389-5358-aa65-8bb3e79c6c5a", "Welds plate in all positions", null, "<p>Fillet &amp; groove welds on plate.</p>"),
        new(8_105, "ITC-150", "c19193d5-2476-516f-8005-47adac27dd32", "Secures systems and responds to incidents", null, "<p>Recognises common attacks and hardens systems.</p>"),
        new(8_106, "ACC-101", null, "Shows up prepared", null, "<p>Made up by a teacher.</p>"),
    ];

    public static CanvasOutcome? Find(long id) => All.FirstOrDefault(outcome => outcome.Id == id);

    /// <summary>The outcome of a course; null where none is assessed in it.</summary>
    public static CanvasOutcome? Of(CanvasCourse course) => All.FirstOrDefault(outcome => course.SisId?.EndsWith("-" + outcome.Course, StringComparison.Ordinal) == true);
}
