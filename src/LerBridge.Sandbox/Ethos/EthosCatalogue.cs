using System.Collections.Frozen;
using LerBridge.Sandbox.Population;
using static LerBridge.Sandbox.Ethos.EthosBackEnd;

namespace LerBridge.Sandbox.Ethos;

/// <summary>Everything that the hub offers, made once for a state of the world.</summary>
internal sealed class EthosCatalogue
{
    private EthosCatalogue(World world, IEnumerable<EthosResource> resources)
    {
        World = world;
        Resources = resources.ToFrozenDictionary(resource => resource.Name, StringComparer.Ordinal);
    }

    public World World { get; }

    public FrozenDictionary<string, EthosResource> Resources { get; }

    public static EthosCatalogue Of(World world)
    {
        var data = world.Ethos;
        return new EthosCatalogue(world,
        [
            new("persons", Integration, ["12.4.0", "12.3.0", "12.1.0", "12.0.0", "12", "8", "6"], 100)
            {
                Rows = PersonRows.Persons(data),
                Filters = ["credentials", "names", "roles", "emails"],
            },
            new("person-holds", Integration, ["6"], 25) { Rows = PersonRows.Holds(data), Filters = ["person"] },
            new("person-hold-types", Integration, ["6"], 500) { Rows = CodeRows.HoldTypes },
            new("student-transcript-grades", Student, ["1.1.0", "1.0.0"], 100) { Rows = TranscriptRows.Grades(data), Filters = ["student", "academicPeriod"] },
            new("student-academic-credentials", Student, ["1.0.0"], 100) { Rows = TranscriptRows.Awards(data) },
            new("student-academic-programs", Student, ["17.0.0", "17"], 200) { Rows = ProgramRows.Enrolled(data), Filters = ["student", "program"] },
            new("student-grade-point-averages", Student, ["1.0.0"], 200) { Rows = ProgramRows.Averages(data), Filters = ["student"] },
            new("sections", Student, ["16.1.0", "16.0.0", "16"], 200)
            {
                RefusesLargeLimit = true,
                Rows = CourseRows.Sections(data),
                Filters = ["academicPeriod", "course", "code", "number", "status"],
            },
            new("courses", Student, ["16.1.0", "16.0.0", "16"], 100) { Rows = CourseRows.Courses, Filters = ["subject", "number", "titles"] },
            new("subjects", Integration, ["6"], 500) { Rows = CourseRows.Subjects },
            new("academic-periods", Integration, ["16.1.0", "16.0.0", "16"], 500) { Rows = PeriodRows.Periods, Filters = ["registration"] },
            new("grade-definitions", Student, ["6"], 500) { Rows = GradeRows.Definitions },
            new("grade-schemes", Student, ["6"], 500) { Rows = GradeRows.Schemes, IdKey = "guid" },
            new("grade-change-reasons", Student, ["6"], 500) { Rows = CodeRows.ChangeReasons },
            new("credit-categories", Integration, ["6.1.0", "6"], 500) { Rows = CodeRows.CreditCategories },
            new("academic-programs", Student, ["15.2.0", "15"], 500) { Rows = ProgramRows.Programs },
            new("academic-credentials", Integration, ["6"], 500) { Rows = CodeRows.Credentials },
            new("academic-disciplines", Integration, ["15"], 500) { Rows = CodeRows.Disciplines },
            new("academic-honors", Integration, ["6"], 500) { Rows = CodeRows.Honors },
            new("academic-levels", Integration, ["6.1.0", "6"], 500) { Rows = CodeRows.Levels },
        ]);
    }
}
