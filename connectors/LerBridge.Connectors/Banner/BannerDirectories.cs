namespace LerBridge.Connectors.Banner;

/// <summary>Everything that transcript rows refer to, read once per pull.</summary>
internal sealed class BannerDirectories
{
    private const int MostPersons = 100_000;
    private const int MostOthers = 400_000;

    public BannerDirectories(IEthosApi api, EthosPaging paging, BannerOptions options, DateOnly day)
    {
        var ahead = options.Http.MaxConcurrency;
        this.Persons = new(api, paging, EthosResources.Persons, person => BannerPerson.From(person, options, day), MostPersons, ahead, isNeeded: true);
        this.Courses = new(api, paging, EthosResources.Courses, course => new Course(Title(course.Titles), course.Subject?.Key, course.Number), MostOthers, ahead);
        this.Sections = new(api, paging, EthosResources.Sections, section => new Section(Title(section.Titles), section.Code, section.Course?.Key), MostOthers, ahead);
        this.Subjects = new(api, paging, EthosResources.Subjects, subject => subject.Abbreviation ?? string.Empty, MostOthers, ahead);
        this.Terms = new(api, paging, EthosResources.AcademicPeriods, term => term, MostOthers, ahead);
        this.Grades = new(api, paging, EthosResources.GradeDefinitions, grade => grade, MostOthers, ahead);
        this.Categories = new(api, paging, EthosResources.CreditCategories, category => category.CreditType ?? string.Empty, MostOthers, ahead);
    }

    public EthosDirectory<EthosPerson, BannerPerson> Persons { get; }

    public EthosDirectory<EthosCourse, Course> Courses { get; }

    public EthosDirectory<EthosSection, Section> Sections { get; }

    public EthosDirectory<EthosSubject, string> Subjects { get; }

    public EthosDirectory<EthosPeriod, EthosPeriod> Terms { get; }

    public EthosDirectory<EthosGradeDefinition, EthosGradeDefinition> Grades { get; }

    public EthosDirectory<EthosCreditCategory, string> Categories { get; }

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
    }.Where(one => one.Is).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);

    public async Task OpenAsync(int? rows, CancellationToken cancellationToken)
    {
        await this.Subjects.OpenAsync(rows, cancellationToken);
        await this.Terms.OpenAsync(rows, cancellationToken);
        await this.Grades.OpenAsync(rows, cancellationToken);
        await this.Categories.OpenAsync(rows, cancellationToken);
        await this.Courses.OpenAsync(rows, cancellationToken);
        await this.Sections.OpenAsync(rows, cancellationToken);
        await this.Persons.OpenAsync(rows, cancellationToken);
    }

    public async Task EnsureAsync(IReadOnlyList<EthosTranscriptGrade> rows, CancellationToken cancellationToken)
    {
        await this.Persons.EnsureAsync(rows.Select(row => row.Student?.Key), cancellationToken);
        await this.Sections.EnsureAsync(rows.Select(row => row.Course?.Section?.Key), cancellationToken);
        await this.Courses.EnsureAsync(rows.Select(this.CourseOf), cancellationToken);
        await this.Subjects.EnsureAsync(rows.Select(row => this.Courses.Find(this.CourseOf(row))?.Subject), cancellationToken);
        await this.Terms.EnsureAsync(rows.Select(row => row.AcademicPeriod?.Key), cancellationToken);
        await this.Grades.EnsureAsync(rows.Select(row => row.Grade?.Key), cancellationToken);
        await this.Categories.EnsureAsync(rows.Select(row => CategoryOf(row)), cancellationToken);
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
    }

    private static string? Title(List<EthosTitle>? titles) => titles?.Select(title => title.Value).FirstOrDefault(title => !string.IsNullOrWhiteSpace(title));

    internal sealed record Course(string? Title, string? Subject, string? Number);

    internal sealed record Section(string? Title, string? Crn, string? Course);
}
