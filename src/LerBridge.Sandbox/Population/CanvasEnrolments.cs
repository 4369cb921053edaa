namespace LerBridge.Sandbox.Population;

/// <summary>The enrolment rows of Canvas, with everything that makes them less simple than they look.</summary>
internal sealed class CanvasEnrolments
{
    private readonly CanvasCourses _courses;
    private readonly Chance _chance;
    private readonly DateOnly _today;
    private readonly List<CanvasEnrolment> _rows = new(1_600);
    private readonly Dictionary<(long Course, long User), CanvasProgress> _progress = [];
    private long _next = 310_007;

    private CanvasEnrolments(CanvasCourses courses, Chance chance, DateOnly today) => (_courses, _chance, _today) = (courses, chance, today);

    public IReadOnlyList<CanvasEnrolment> Rows => _rows;

    public IReadOnlyDictionary<(long Course, long User), CanvasProgress> Progress => _progress;

    public static CanvasEnrolments Make(SandboxOptions options, CanvasCourses courses, IReadOnlyList<Learner> learners,
        IReadOnlyList<Registration> registrations)
    {
        var made = new CanvasEnrolments(courses, new Chance(options.Seed, "canvas enrolments"), options.ScenarioDate);
        foreach (var registration in registrations.Where(registration => registration.Offering.Term.InCanvas))
        {
            made.Enrol(registration);
        }

        made.AddOddities(learners, registrations);
        made.AddStaff(learners);
        return made;
    }

    private void Enrol(Registration registration)
    {
        var course = _courses.Of(registration.Offering);
        var learner = registration.Learner;
        var grades = CanvasGrading.Of(registration, course, _today, _chance);
        var state = State(registration, course);
        var sis = registration.Offering.Term == Terms.Fall2025 ? learner.SecondSisUserId ?? learner.SisUserId : learner.SisUserId;
        foreach (var section in Sections(registration, course))
        {
            Add(course, section, learner.CanvasId, "StudentEnrollment", state, grades, sis);
        }

        if (course.Modules > 0)
        {
            _progress[(course.Id, learner.CanvasId)] = CanvasModules.Of(registration, course, _today, _chance);
        }
    }

    // a withdrawal looks different depending on who made it: the feed deletes, a teacher deactivates, a form concludes
    private string State(Registration registration, CanvasCourse course)
    {
        if (registration.Letter == "W")
        {
            return _chance.Weighted(("deleted", 5), ("inactive", 3), ("completed", 2));
        }

        var over = course.State == "completed" ? "completed" : "active";
        return registration.Learner.IsCast
            ? over
            : _chance.Weighted((over, 97), (registration.Offering.Term == Terms.Fall2026 ? "invited" : over, 2), ("inactive", 1));
    }

    private IEnumerable<CanvasSection> Sections(Registration registration, CanvasCourse course)
    {
        var sections = _courses.SectionsOf(course);
        return registration.Offering.Key switch
        {
            "202620-NUR-210" => [sections[0], sections[1 + (registration.Learner.Number % 2)]],
            "202710-ENG-101" => [sections[registration.Learner.Number % 12 == 3 ? 1 : 0]],
            _ => [sections[registration.Learner.Number % sections.Count]],
        };
    }

    private void AddOddities(IReadOnlyList<Learner> learners, IReadOnlyList<Registration> registrations)
    {
        // everybody new does the orientation; the copy was deleted with the people in it
        foreach (var learner in learners.Where(learner => learner.Number % 7 == 2))
        {
            var done = learner.Number % 3;
            Add(_courses.Orientation, _courses.SectionsOf(_courses.Orientation)[0], learner.CanvasId, "StudentEnrollment", "active",
                new CanvasGrades(null, null, null, null), learner.SisUserId);
            _progress[(_courses.Orientation.Id, learner.CanvasId)] = new CanvasProgress(4, done + 2, done == 2
                ? CentralTime.At(new DateOnly(2025, 8, 18).AddDays(learner.Number % 40), new TimeOnly(22, 41, 7)) : null);
        }

        foreach (var registration in registrations.Where(registration => registration.Offering.Key == "202620-ITC-210").Take(12))
        {
            Add(_courses.DeletedCopy, _courses.SectionsOf(_courses.DeletedCopy)[0], registration.Learner.CanvasId, "StudentEnrollment", "active",
                new CanvasGrades(null, null, 0m, "F"), registration.Learner.SisUserId);
        }

        var composition = _courses.Courses.First(course => course.SisId == "202620-ENG-101");
        Add(composition, _courses.SectionsOf(composition)[0], CanvasPeople.HandMadeTestStudent, "StudentEnrollment", "active",
            new CanvasGrades(100m, "A", 100m, "A"), null);
    }

    private void AddStaff(IReadOnlyList<Learner> learners)
    {
        var n = 0;
        foreach (var course in _courses.Courses)
        {
            var section = _courses.SectionsOf(course)[0];
            var teacher = CanvasPeople.FirstTeacher + (n % CanvasPeople.Teachers);
            Add(course, section, teacher, "TeacherEnrollment", "active", null, $"T{teacher:0000000}");
            if (n % 4 == 1)
            {
                Add(course, section, CanvasPeople.TestStudent, "StudentViewEnrollment", "active", new CanvasGrades(null, null, null, null), null);
            }

            if (n % 5 == 2)
            {
                var assistant = learners[(n * 11) % learners.Count];
                Add(course, section, assistant.CanvasId, "TaEnrollment", "active", null, assistant.SisUserId);
            }

            if (_rows.Find(row => row.CourseId == course.Id && row.Type == "StudentEnrollment") is { } watched && n % 3 == 0)
            {
                Add(course, section, CanvasPeople.FirstObserver + (n % CanvasPeople.Observers), "ObserverEnrollment", "active", null, null, watched.UserId);
            }

            n++;
        }
    }

    private void Add(CanvasCourse course, CanvasSection section, long user, string type, string state, CanvasGrades? grades, string? sisUserId,
        long? observed = null)
    {
        // some came a week late and were to be done early: dates of their own
        var ownDates = type == "StudentEnrollment" && user % 37 == 5 && course.Term.Start is not null;
        var start = course.Term.Start ?? new DateOnly(2025, 8, 1);
        var created = CentralTime.At(start.AddDays(-_chance.Between(3, 30)),
            new TimeOnly(_chance.Between(7, 19), _chance.Between(0, 59), _chance.Between(0, 59)));
        var last = (course.Term.End ?? _today) < _today ? course.Term.End ?? _today : _today;
        _rows.Add(new CanvasEnrolment(_next += 2, course.Id, section.Id, user, type, state)
        {
            SisUserId = sisUserId,
            Start = ownDates ? CentralTime.StartOfDay(start.AddDays(7)) : null,
            End = ownDates && course.Term.End is { } end ? CentralTime.EndOfDay(end.AddDays(-10)) : null,
            AssociatedUserId = observed,
            SisImportId = sisUserId is null ? null : 8_412,
            CreatedAt = created,
            UpdatedAt = state == "active"
                ? created.AddMinutes(_chance.Between(1, 9_000))
                : CentralTime.At(last.AddDays(-_chance.Between(1, 9)), new TimeOnly(3, 12, _chance.Between(0, 59))),
            LastActivity = state == "invited"
                ? null
                : CentralTime.At(last.AddDays(-_chance.Between(1, 30)), new TimeOnly(_chance.Between(6, 23), _chance.Between(0, 59), 4)),
            ActivitySeconds = state == "invited" ? 0 : _chance.Between(600, 240_000),
            Grades = grades,
        });
    }
}
