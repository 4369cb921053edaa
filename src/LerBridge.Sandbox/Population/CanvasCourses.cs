namespace LerBridge.Sandbox.Population;

/// <summary>One course per offering since Canvas came, and the oddities every real site has.</summary>
internal sealed class CanvasCourses
{
    private const string NoLetters = "202620-WLD-110";
    private const string SpacedCode = "202610-WLD-110";
    private const string NoCode = "202620-NUR-110";

    private readonly List<CanvasCourse> _courses = [];
    private readonly List<CanvasSection> _sections = [];
    private readonly Dictionary<string, CanvasCourse> _byOffering = new(StringComparer.Ordinal);
    private readonly Dictionary<long, List<CanvasSection>> _sectionsOf = [];

    private CanvasCourses()
    {
    }

    public IReadOnlyList<CanvasCourse> Courses => _courses;

    public IReadOnlyList<CanvasSection> Sections => _sections;

    /// <summary>A module-based orientation in the default term, which has no dates.</summary>
    public CanvasCourse Orientation => _courses[^4];

    /// <summary>A copy made by mistake, since deleted with everybody in it.</summary>
    public CanvasCourse DeletedCopy => _courses[^3];

    public CanvasCourse Of(Offering offering) => _byOffering[offering.Key];

    public IReadOnlyList<CanvasSection> SectionsOf(CanvasCourse course) => _sectionsOf[course.Id];

    public static CanvasCourses Make()
    {
        var made = new CanvasCourses();
        foreach (var term in Terms.Taught.Where(term => term.InCanvas))
        {
            foreach (var offering in Catalogue.Offered(term))
            {
                made.Add(offering);
            }
        }

        made.AddOddities();
        return made;
    }

    private void Add(Offering offering)
    {
        var (course, term) = offering;
        var id = 40_100 + (_courses.Count * 13L);
        var half = offering.IsFirstHalf;
        var row = new CanvasCourse(id, course.Title, Code(offering), CanvasAccounts.Of(course), term, State(offering))
        {
            // one id with a slash and a space, as an importer of long ago made them
            SisId = offering.Key == "202620-ACC-102" ? "202620/ACC 102" : offering.Key,
            Start = half ? CentralTime.StartOfDay(term.Start ?? default) : null,
            End = half ? CentralTime.EndOfDay(offering.End) : null,
            RestrictDates = half,
            GradingStandardId = offering.Key == NoLetters ? null : 25,
            Modules = course.Modules,
            CreatedAt = CentralTime.At((term.Start ?? default).AddDays(-45), new TimeOnly(9, 12, 30)),
        };
        _byOffering[offering.Key] = row;
        Add(row, SectionsFor(offering, row));
    }

    private static string? Code(Offering offering) => offering.Key switch
    {
        NoCode => null,
        SpacedCode => offering.Course.Code.Replace('-', ' '),
        _ => offering.Course.Code,
    };

    // Fall 2025 was concluded by hand; Spring 2026 only by half: the rest is over by its dates alone
    private static string State(Offering offering) =>
        offering.Term == Terms.Fall2025 || (offering.Term == Terms.Spring2026 && (offering.Course.Programme is Programme.Welding or Programme.Computing))
            ? "completed"
            : "available";

    private static IEnumerable<CanvasSection> SectionsFor(Offering offering, CanvasCourse course)
    {
        var first = (course.Id * 10) + 1;
        yield return new CanvasSection(first, course.Id, $"{offering.Course.Code} 01", $"{offering.Term.Code}-{offering.Crn}");
        switch (offering.Key)
        {
            case "202620-NUR-210":
                // everybody is in the lecture and in one clinical group: two rows for one learner
                yield return new CanvasSection(first + 1, course.Id, "NUR-210 Clinical A", $"{offering.Term.Code}-{offering.Crn}-CA");
                yield return new CanvasSection(first + 2, course.Id, "NUR-210 Clinical B", $"{offering.Term.Code}-{offering.Crn}-CB");
                break;
            case "202620-ITC-150":
                yield return new CanvasSection(first + 1, course.Id, "ITC-150 Evening", $"{offering.Term.Code}-{offering.Crn}-X") { NonXlistCourseId = 39_877 };
                break;
            case "202710-ENG-101":
                yield return new CanvasSection(first + 1, course.Id, "ENG-101 02 (cancelled)", $"{offering.Term.Code}-{offering.Crn}-2") { IsDeleted = true };
                break;
            case "202710-BIO-160" or "202610-BIO-160":
                yield return new CanvasSection(first + 1, course.Id, "BIO-160 02", $"{offering.Term.Code}-{offering.Crn}-2");
                break;
        }
    }

    private void AddOddities()
    {
        var made = CentralTime.At(new DateOnly(2025, 7, 1), new TimeOnly(8, 0, 0));
        AddPlain(new CanvasCourse(52_001, "Student Success Orientation 🎓", "ORI-001", 19, Terms.Default, "available")
        {
            SisId = null,
            Modules = 4,
            GradingStandardId = null,
            CreatedAt = made,
        });
        AddPlain(new CanvasCourse(52_002, "Cloud Infrastructure (copy)", "ITC-210", 15, Terms.Spring2026, "deleted") { SisId = null, CreatedAt = made });
        AddPlain(new CanvasCourse(52_003, "Clinical Care II (next spring)", "NUR-210", 13, Terms.Fall2026, "unpublished") { SisId = null, CreatedAt = made });
        AddPlain(new CanvasCourse(52_004, "Sandbox of the instructional designers", null, 19, Terms.Default, "available") { SisId = null, CreatedAt = made });
    }

    private void AddPlain(CanvasCourse course) =>
        Add(course, [new CanvasSection((course.Id * 10) + 1, course.Id, course.Name, null)]);

    private void Add(CanvasCourse course, IEnumerable<CanvasSection> sections)
    {
        _courses.Add(course);
        _sectionsOf[course.Id] = [.. sections];
        _sections.AddRange(_sectionsOf[course.Id]);
    }
}
