using System.Collections.Frozen;

namespace LerBridge.Sandbox.Population;

/// <summary>What Canvas holds.</summary>
internal sealed record CanvasWorld(
    IReadOnlyList<CanvasCourse> Courses,
    IReadOnlyList<CanvasSection> Sections,
    IReadOnlyList<CanvasUser> Users,
    IReadOnlyList<CanvasEnrolment> Enrolments,
    IReadOnlyDictionary<(long Course, long User), CanvasProgress> Progress)
{
    private readonly FrozenDictionary<long, CanvasUser> _users = Users.ToFrozenDictionary(user => user.Id);
    private readonly FrozenDictionary<long, CanvasSection> _sections = Sections.ToFrozenDictionary(section => section.Id);
    private readonly FrozenDictionary<long, CanvasCourse> _courses = Courses.ToFrozenDictionary(course => course.Id);

    public CanvasUser? User(long id) => _users.GetValueOrDefault(id);

    public CanvasCourse? Course(long id) => _courses.GetValueOrDefault(id);

    public CanvasSection? Section(long id) => _sections.GetValueOrDefault(id);

    public static CanvasWorld Make(SandboxOptions options, IReadOnlyList<Learner> learners, IReadOnlyList<Registration> registrations)
    {
        var courses = CanvasCourses.Make();
        var enrolments = CanvasEnrolments.Make(options, courses, learners, registrations);
        return new CanvasWorld(courses.Courses, courses.Sections, CanvasPeople.Make(options.Seed, learners), enrolments.Rows, enrolments.Progress);
    }
}
