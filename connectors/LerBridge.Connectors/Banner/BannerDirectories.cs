using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Banner;

/// <summary>Everything that transcript grades and awards refer to, read once per pull.</summary>
internal sealed class BannerDirectories
{
    private const int MostPersons = 100_000;
    private const int MostOthers = 400_000;

    private ILookup<(string? Subject, string? Number), CourseVersion>? versions;

    public BannerDirectories(IEthosApi api, EthosPaging paging, BannerOptions options, DateOnly day)
    {
        var ahead = options.Http.MaxConcurrency;
        this.Persons = new(api, paging, EthosResources.Persons, person => BannerPerson.From(person, options, day), MostPersons, ahead, isNeeded: true);
        this.Courses = new(api, paging, EthosResources.Courses, course => new CourseVersion(Title(course.Titles), course.Subject?.Key, course.Number, Instants.Day(course.SchedulingStartOn), Instants.Day(course.SchedulingEndOn)), MostOthers, ahead);
        this.Sections = new(api, paging, EthosResources.Sections, section => new Section(Title(section.Titles), section.Code, section.Course?.Key), MostOthers, ahead);
        this.Subjects = new(api, paging, EthosResources.Subjects, subject => subject.Abbreviation ?? string.Empty, MostOthers, ahead);
        this.Terms = new(api, paging, EthosResources.AcademicPeriods, term => term, MostOthers, ahead);
        this.Grades = new(api, paging, EthosResources.GradeDefinitions, grade => grade, MostOthers, ahead);
        this.Categories = new(api, paging, EthosResources.CreditCategories, category => category.CreditType ?? string.Empty, MostOthers, ahead);
        this.Credentials = Table(EthosResources.AcademicCredentials);
        this.Disciplines = Table(EthosResources.AcademicDisciplines);
        this.Honors = Table(EthosResources.AcademicHonors);
        this.Levels = Table(EthosResources.AcademicLevels);
        this.Programs = Table(EthosResources.AcademicPrograms);
        this.StudentPrograms = new(api, paging, EthosResources.StudentPrograms, enrolled => enrolled.Program?.Key ?? string.Empty, MostOthers, ahead);

        EthosDirectory<EthosNamed, EthosNamed> Table(EthosResource<EthosNamed> resource) => new(api, paging, resource, one => one, MostOthers, ahead);
    }

    public EthosDirectory<EthosPerson, BannerPerson> Persons { get; }

    public EthosDirectory<EthosCourse, CourseVersion> Courses { get; }

    public EthosDirectory<EthosSection, Section> Sections { get; }

    public EthosDirectory<EthosSubject, string> Subjects { get; }

    public EthosDirectory<EthosPeriod, EthosPeriod> Terms { get; }

    public EthosDirectory<EthosGradeDefinition, EthosGradeDefinition> Grades { get; }

    public EthosDirectory<EthosCreditCategory, string> Categories { get; }

    public EthosDirectory<EthosNamed, EthosNamed> Credentials { get; }

    public EthosDirectory<EthosNamed, EthosNamed> Disciplines { get; }

    public EthosDirectory<EthosNamed, EthosNamed> Honors { get; }

    public EthosDirectory<EthosNamed, EthosNamed> Levels { get; }

    public EthosDirectory<EthosNamed, EthosNamed> Programs { get; }

    public EthosDirectory<EthosStudentProgram, string> StudentPrograms { get; }

    /// <summary>Resources of which Ethos withholds fields.</summary>
    public IEnumerable<string> Withheld => new (string Name, bool Is)[]
    {
        (EthosResources.Persons.Name, this.Persons.Withheld),
        (EthosResources.Courses.Name, this.Courses.Withheld),
        (EthosResources.Sections.Name, this.Sections.Withheld),
        (EthosResources.GradeDefinitions.Name, this.Grades.Withheld),
        (EthosResources.Subjects.Name, this.Subjects.Withheld),
        (EthosResources.AcademicPeriods.Name, this.Terms.Withheld),
        (EthosResources.CreditCategories.Name, this.Categories.Withheld),
        (EthosResources.AcademicCredentials.Name, this.Credentials.Withheld),
        (EthosResources.AcademicDisciplines.Name, this.Disciplines.Withheld),
        (EthosResources.AcademicHonors.Name, this.Honors.Withheld),
        (EthosResources.AcademicLevels.Name, this.Levels.Withheld),
        (EthosResources.StudentPrograms.Name, this.StudentPrograms.Withheld),
        (EthosResources.AcademicPrograms.Name, this.Programs.Withheld),
    }.Where(one => one.Is).Select(one => one.Name);

    /// <summary>Resources that Ethos refuses to this application.</summary>
    public IReadOnlySet<string> Refused => new (string Name, bool Is)[]
    {
        (EthosResources.Subjects.Name, this.Subjects.Refused),
        (EthosResources.AcademicPeriods.Name, this.Terms.Refused),
        (EthosResources.GradeDefinitions.Name, this.Grades.Refused),
        (EthosResources.CreditCategories.Name, this.Categories.Refused),
        (EthosResources.Courses.Name, this.Courses.Refused),
        (EthosResources.Sections.Name, this.Sections.Refused),
        (EthosResources.AcademicCredentials.Name, this.Credentials.Refused),
        (EthosResources.AcademicDisciplines.Name, this.Disciplines.Refused),
        (EthosResources.AcademicHonors.Name, this.Honors.Refused),
        (EthosResources.AcademicLevels.Name, this.Levels.Refused),
        (EthosResources.StudentPrograms.Name, this.StudentPrograms.Refused),
        (EthosResources.AcademicPrograms.Name, this.Programs.Refused),
    }.Where(one => one.Is).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads what transcript grades refer to, where that is cheaper than asking for each.</summary>
    /// <param name="rows">How many transcript grades there are at most; null where that is not known.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task OpenCoursesAsync(int? rows, CancellationToken cancellationToken)
    {
        await this.Subjects.OpenAsync(rows, cancellationToken);
        await this.Terms.OpenAsync(rows, cancellationToken);
        await this.Grades.OpenAsync(rows, cancellationToken);
        await this.Categories.OpenAsync(rows, cancellationToken);
        await this.Courses.OpenAsync(rows, cancellationToken);
        await this.Sections.OpenAsync(rows, cancellationToken);
        this.versions = this.Courses.Known.ToLookup(course => (course.Subject, course.Number));
    }

    /// <summary>The versions of a course, where the catalogue was read as a list; none where its courses are asked for one by one.</summary>
    public IEnumerable<CourseVersion> VersionsOf(CourseVersion course) => this.versions?[(course.Subject, course.Number)] ?? [];

    /// <summary>Reads what awards refer to, where that is cheaper than asking for each.</summary>
    /// <param name="rows">How many awards there are at most; null where that is not known.</param>
    /// <param name="withTerms">True where the terms have not been read for the courses.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task OpenAwardsAsync(int? rows, bool withTerms, CancellationToken cancellationToken)
    {
        if (withTerms)
        {
            await this.Terms.OpenAsync(rows, cancellationToken);
        }

        await this.Credentials.OpenAsync(rows, cancellationToken);
        await this.Disciplines.OpenAsync(rows, cancellationToken);
        await this.Honors.OpenAsync(rows, cancellationToken);
        await this.Levels.OpenAsync(rows, cancellationToken);
        await this.StudentPrograms.OpenAsync(rows, cancellationToken);
        await this.Programs.OpenAsync(rows, cancellationToken);
    }

    public Task OpenPersonsAsync(int? rows, CancellationToken cancellationToken) => this.Persons.OpenAsync(rows, cancellationToken);

    public Task EnsurePersonsAsync(IEnumerable<string?> guids, CancellationToken cancellationToken) => this.Persons.EnsureAsync(guids, cancellationToken);

    public async Task EnsureAsync(IReadOnlyCollection<EthosTranscriptGrade> rows, CancellationToken cancellationToken)
    {
        await this.Sections.EnsureAsync(rows.Select(row => row.Course?.Section?.Key), cancellationToken);
        await this.Courses.EnsureAsync(rows.Select(this.CourseOf), cancellationToken);
        await this.Subjects.EnsureAsync(rows.Select(row => this.Courses.Find(this.CourseOf(row))?.Subject), cancellationToken);
        await this.Terms.EnsureAsync(rows.Select(row => row.AcademicPeriod?.Key), cancellationToken);
        await this.Grades.EnsureAsync(rows.Select(row => row.Grade?.Key), cancellationToken);
        await this.Categories.EnsureAsync(rows.Select(row => CategoryOf(row)), cancellationToken);
    }

    public async Task EnsureAsync(IReadOnlyCollection<EthosAward> rows, CancellationToken cancellationToken)
    {
        await this.Terms.EnsureAsync(rows.Select(row => row.GraduationAcademicPeriod?.Key), cancellationToken);
        await this.Credentials.EnsureAsync(rows.SelectMany(row => row.Credentials ?? []).Select(one => one.Credential?.Key), cancellationToken);
        await this.Disciplines.EnsureAsync(rows.SelectMany(row => row.Disciplines ?? []).Select(one => one.Key), cancellationToken);
        await this.Honors.EnsureAsync(rows.SelectMany(row => row.Recognitions ?? []).Select(one => one.Key), cancellationToken);
        await this.Levels.EnsureAsync(rows.Select(row => row.AcademicLevel?.Key), cancellationToken);
        await this.StudentPrograms.EnsureAsync(rows.Select(row => row.StudentProgram?.Key), cancellationToken);
        await this.Programs.EnsureAsync(rows.Select(row => this.StudentPrograms.Find(row.StudentProgram?.Key)), cancellationToken);
    }

    /// <summary>The course of a row: named by itself, else by its section.</summary>
    public string? CourseOf(EthosTranscriptGrade row) => row.Course?.Detail?.Key ?? this.Sections.Find(row.Course?.Section?.Key)?.Course;

    /// <summary>The category of a row's credit, by reference.</summary>
    public static string? CategoryOf(EthosTranscriptGrade row) => row.CreditCategory?.Key ?? row.CreditCategory?.Detail?.Key;

    public void Trim()
    {
        this.Persons.Trim();
        this.Sections.Trim();
        this.Courses.Trim();
        this.StudentPrograms.Trim();
    }

    private static string? Title(List<EthosTitle>? titles) => titles?.Select(title => title.Value).FirstOrDefault(title => !string.IsNullOrWhiteSpace(title));

    internal sealed record Section(string? Title, string? Crn, string? Course);
}
