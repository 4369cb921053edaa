using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Banner;

/// <summary>Gives a field a value, in a record or in an item of one.</summary>
internal delegate void SetField(string name, Value value);

/// <summary>Turns persons, transcript grades and awards, and what they refer to, into fields: pure, and the same for the same input.</summary>
internal sealed class BannerFields(BannerDirectories directories, BannerHolds holds)
{
    private static readonly string[] Repeats = ["notRepeated", "repeatedIncludeNeither", "repeatedIncludeCredit", "repeatedIncludeQualityPoints", "repeatedIncludeBoth"];
    private static readonly string[] AwardTypes = ["degree", "diploma", "honorary", "certificate"];

    /// <summary>True once a reference led nowhere.</summary>
    public bool FoundDangling { get; private set; }

    /// <summary>The fields of a transcript grade.</summary>
    /// <returns>Why it cannot be told what the row is about; null where it can.</returns>
    public FieldRefusal? Course(SetField set, EthosTranscriptGrade row)
    {
        if (row.Key is not { } id)
        {
            return new FieldRefusal(ConnectorCodes.NoValue, "The row has no id.");
        }

        set("transcript.id", Value.Of(id));
        if (!this.CourseOf(set, row))
        {
            return this.RefusedFor(row) is { } refused
                ? new FieldRefusal(ConnectorCodes.NotGranted, $"The row's course cannot be told: Ethos does not give {refused} to this application.")
                : new FieldRefusal(ConnectorCodes.NoCourse, "The row names neither a course that exists nor one of its own.");
        }

        this.Term(set, row.AcademicPeriod?.Key);
        this.Grade(set, row);
        set("credit.attempted", Value.Of(row.Credit?.AttemptedCredit));
        set("credit.earned", Value.Of(row.Credit?.EarnedCredit));
        set("credit.points", Value.Of(row.Credit?.QualityPoint?.NonWeighted));
        set("credit.repeat", Value.Of(row.Credit?.RepeatedSection is not { } repeat ? null : Array.IndexOf(Repeats, repeat) >= 0 ? repeat : "other"));
        set("transfer", Value.Of(this.IsTransfer(row)));
        set("recorded_on", Value.Of(Instants.Day(row.RecordedOn)));
        return null;
    }

    /// <summary>The fields of one credential of an award.</summary>
    /// <returns>Why it cannot be told which credential it is; null where it can.</returns>
    public FieldRefusal? Award(SetField set, EthosAward row, EthosAwardCredential? of)
    {
        if (row.Key is not { } id)
        {
            return new FieldRefusal(ConnectorCodes.NoValue, "The row has no id.");
        }

        var credential = this.Follow(directories.Credentials, of?.Credential?.Key);
        if ((NotEmpty(credential?.Abbreviation) ?? NotEmpty(credential?.Title)) is not { } name)
        {
            return directories.Credentials.Refused
                ? new FieldRefusal(ConnectorCodes.NotGranted, $"The row's credential cannot be told: Ethos does not give {EthosResources.AcademicCredentials.Name} to this application.")
                : new FieldRefusal(ConnectorCodes.NoValue, "The row names no credential that exists.");
        }

        var earned = Instants.Day(of?.EarnedOn);
        var graduated = Instants.Day(row.GraduatedOn);
        var program = this.Follow(directories.Programs, NotEmpty(this.Follow(directories.StudentPrograms, row.StudentProgram?.Key)));
        set("award.id", Value.Of(row.Credentials is { Count: > 1 } ? $"{id}/{of?.Credential?.Key}" : id));
        set("award.credential", Value.Of(name));
        set("award.title", Value.Of(NotEmpty(credential?.Title)));
        set("award.type", Value.Of(NotEmpty(credential?.Type) is not { } type ? null : Array.IndexOf(AwardTypes, type) >= 0 ? type : "other"));
        set("award.level", Value.Of(NotEmpty(this.Follow(directories.Levels, row.AcademicLevel?.Key)?.Code)));
        set("award.program", Value.Of(NotEmpty(program?.Title) ?? NotEmpty(program?.Code)));
        set("award.disciplines", this.Titles(directories.Disciplines, row.Disciplines));
        set("award.honors", this.Titles(directories.Honors, row.Recognitions));
        set("award.earned_on", Value.Of(earned ?? graduated));
        set("award.graduated_on", Value.Of(graduated));

        // a degree that is rescinded goes back to sought, with its days taken away (facts C, SHRDGMR)
        set("award.status", Value.Of(earned is null && graduated is null ? "pending" : "awarded"));
        this.Term(set, row.GraduationAcademicPeriod?.Key);
        return null;
    }

    private Value Titles(EthosDirectory<EthosNamed, EthosNamed> directory, List<EthosReference>? references) =>
        Value.Of([.. (references ?? []).Select(one => this.Follow(directory, one.Key)).Select(one => NotEmpty(one?.Title) ?? NotEmpty(one?.Abbreviation) ?? NotEmpty(one?.Code)).OfType<string>()]);

    private bool CourseOf(SetField set, EthosTranscriptGrade row)
    {
        var section = this.Follow(directories.Sections, row.Course?.Section?.Key);
        var courseId = directories.CourseOf(row);
        var course = this.Follow(directories.Courses, courseId);
        var subject = NotEmpty(this.Follow(directories.Subjects, course?.Subject));
        var number = NotEmpty(course?.Number);
        var own = NotEmpty(row.Course?.Name);
        var code = subject is not null && number is not null ? $"{subject}-{number}" : own;
        var term = Instants.Day(directories.Terms.Find(row.AcademicPeriod?.Key)?.StartOn);
        var title = NotEmpty(course?.TitleIn(directories.VersionsOf(course), section?.Title, term)) ?? NotEmpty(section?.Title) ?? own;
        if (code is null && title is null)
        {
            return false;
        }

        set("course.code", Value.Of(code ?? title));
        set("course.title", Value.Of(title ?? code));
        set("course.id", Value.Of(courseId));
        set("course.subject", Value.Of(subject));
        set("course.number", Value.Of(number));
        set("section.id", Value.Of(row.Course?.Section?.Key));
        set("section.crn", Value.Of(NotEmpty(section?.Crn)));
        return true;
    }

    // The resource that would have named the course of a row which does not name it itself.
    private string? RefusedFor(EthosTranscriptGrade row) =>
        directories.Courses.Refused && (row.Course?.Detail ?? row.Course?.Section) is not null ? EthosResources.Courses.Name
        : directories.Sections.Refused && row.Course?.Section is not null ? EthosResources.Sections.Name
        : null;

    public void Person(SourceRecord record, string id)
    {
        record["person.id"] = Value.Of(id);
        record["person.transcript_hold"] = Value.Of(holds.Has(id));
        if (this.Follow(directories.Persons, id) is not { } person)
        {
            return;
        }

        record["person.banner_id"] = Value.Of(person.BannerId);
        record["person.employee_id"] = Value.Of(person.EmployeeId);
        record["person.login"] = Value.Of(person.Login);
        record["person.email"] = Value.Of(person.Email);
        record["person.verified_email"] = Value.Of(person.VerifiedEmail);
        record["person.full_name"] = Value.Of(person.FullName);
        record["person.given_name"] = Value.Of(person.GivenName);
        record["person.family_name"] = Value.Of(person.FamilyName);
        record["person.confidential"] = Value.Of(person.Confidential);
    }

    private void Term(SetField set, string? id)
    {
        var term = this.Follow(directories.Terms, id);
        set("term.id", Value.Of(id));
        set("term.code", Value.Of(NotEmpty(term?.Code)));
        set("term.name", Value.Of(NotEmpty(term?.Title)));
        set("term.start", Value.Of(Instants.Day(term?.StartOn)));
        set("term.end", Value.Of(Instants.Day(term?.EndOn)));
    }

    private void Grade(SetField set, EthosTranscriptGrade row)
    {
        var grade = this.Follow(directories.Grades, row.Grade?.Key);
        set("grade.letter", Value.Of(NotEmpty(grade?.Grade?.Value)));
        set("grade.scheme", Value.Of(grade?.Scheme?.Key ?? row.AwardGradeScheme?.Key));
        set("grade.credit", Value.Of(grade?.Credit is not { Length: > 0 } credit ? null : credit is "full" or "none" ? credit : "other"));
        set("grade.incomplete", Value.Of(row.IncompleteGrade is not null));
        set("grade.changes", Value.Of((decimal)(row.ChangeDetails?.Count ?? 0)));
    }

    // Without a category that exists, a row that names neither section nor course of ours came from elsewhere.
    private bool IsTransfer(EthosTranscriptGrade row)
    {
        var type = NotEmpty(row.CreditCategory?.CreditType) ?? NotEmpty(this.Follow(directories.Categories, BannerDirectories.CategoryOf(row)));
        return type is null ? row.Course?.Section is null && row.Course?.Detail is null : type is "transfer" or "exchange" or "exam" or "workLifeExperience";
    }

    private TKept? Follow<T, TKept>(EthosDirectory<T, TKept> directory, string? guid)
        where T : EthosThing
        where TKept : class
    {
        var found = directory.Find(guid);
        this.FoundDangling |= guid is not null && found is null && !directory.Refused;
        return found;
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Why a row cannot become a record.</summary>
internal sealed record FieldRefusal(string Code, string Reason);
