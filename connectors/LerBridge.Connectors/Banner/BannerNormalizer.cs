using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;
using LerBridge.Core.Sources;

namespace LerBridge.Connectors.Banner;

/// <summary>Turns transcript grades and what they refer to into records: pure, and the same for the same input.</summary>
internal sealed class BannerNormalizer(BannerDirectories directories, BannerHolds holds)
{
    private static readonly RecordSchema Schema = BannerStreams.CourseCompletions;
    private static readonly string[] Repeats = ["notRepeated", "repeatedIncludeNeither", "repeatedIncludeCredit", "repeatedIncludeQualityPoints", "repeatedIncludeBoth"];

    /// <summary>True once a reference led nowhere.</summary>
    public bool FoundDangling { get; private set; }

    /// <summary>A record, or why the row cannot become one.</summary>
    /// <param name="row">The row.</param>
    /// <param name="number">Its place in the list, from 1.</param>
    public (SourceRecord? Record, RejectedRow? Rejected) Normalize(EthosTranscriptGrade row, int number)
    {
        var place = $"{EthosResources.TranscriptGrades.Name} row {number}";
        if (row.Key is not { } id)
        {
            return (null, new RejectedRow($"row {number}", ConnectorCodes.NoValue, "The row has no id.", place));
        }

        if (row.Student?.Key is not { } student)
        {
            return (null, new RejectedRow(id, ConnectorCodes.NoValue, "The row names no student.", place));
        }

        var record = new SourceRecord(Schema) { Place = place };
        record["transcript.id"] = Value.Of(id);
        if (!this.Course(record, row))
        {
            if (this.RefusedFor(row) is { } refused)
            {
                return (null, new RejectedRow(id, ConnectorCodes.NotGranted, $"The row's course cannot be told: Ethos does not give {refused} to this application.", place));
            }

            return (null, new RejectedRow(id, ConnectorCodes.NoCourse, "The row names neither a course that exists nor one of its own.", place));
        }

        this.Person(record, student);
        this.Term(record, row.AcademicPeriod?.Key);
        this.Grade(record, row);
        record["credit.attempted"] = Value.Of(row.Credit?.AttemptedCredit);
        record["credit.earned"] = Value.Of(row.Credit?.EarnedCredit);
        record["credit.points"] = Value.Of(row.Credit?.QualityPoint?.NonWeighted);
        record["credit.repeat"] = Value.Of(row.Credit?.RepeatedSection is not { } repeat ? null : Array.IndexOf(Repeats, repeat) >= 0 ? repeat : "other");
        record["transfer"] = Value.Of(this.IsTransfer(row));
        record["recorded_on"] = Value.Of(Instants.Day(row.RecordedOn));
        return (record, null);
    }

    private bool Course(SourceRecord record, EthosTranscriptGrade row)
    {
        var section = this.Follow(directories.Sections, row.Course?.Section?.Key);
        var courseId = directories.CourseOf(row);
        var course = this.Follow(directories.Courses, courseId);
        var subject = NotEmpty(this.Follow(directories.Subjects, course?.Subject));
        var number = NotEmpty(course?.Number);
        var own = NotEmpty(row.Course?.Name);
        var code = subject is not null && number is not null ? $"{subject}-{number}" : own;
        var title = NotEmpty(course?.Title) ?? NotEmpty(section?.Title) ?? own;
        if (code is null && title is null)
        {
            return false;
        }

        record["course.code"] = Value.Of(code ?? title);
        record["course.title"] = Value.Of(title ?? code);
        record["course.id"] = Value.Of(courseId);
        record["course.subject"] = Value.Of(subject);
        record["course.number"] = Value.Of(number);
        record["section.id"] = Value.Of(row.Course?.Section?.Key);
        record["section.crn"] = Value.Of(NotEmpty(section?.Crn));
        return true;
    }

    // The resource that would have named the course of a row which does not name it itself.
    private string? RefusedFor(EthosTranscriptGrade row) =>
        directories.Courses.Refused && (row.Course?.Detail ?? row.Course?.Section) is not null ? EthosResources.Courses.Name
        : directories.Sections.Refused && row.Course?.Section is not null ? EthosResources.Sections.Name
        : null;

    private void Person(SourceRecord record, string id)
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

    private void Term(SourceRecord record, string? id)
    {
        var term = this.Follow(directories.Terms, id);
        record["term.id"] = Value.Of(id);
        record["term.code"] = Value.Of(NotEmpty(term?.Code));
        record["term.name"] = Value.Of(NotEmpty(term?.Title));
        record["term.start"] = Value.Of(Instants.Day(term?.StartOn));
        record["term.end"] = Value.Of(Instants.Day(term?.EndOn));
    }

    private void Grade(SourceRecord record, EthosTranscriptGrade row)
    {
        var grade = this.Follow(directories.Grades, row.Grade?.Key);
        record["grade.letter"] = Value.Of(NotEmpty(grade?.Grade?.Value));
        record["grade.scheme"] = Value.Of(grade?.Scheme?.Key ?? row.AwardGradeScheme?.Key);
        record["grade.credit"] = Value.Of(grade?.Credit is not { Length: > 0 } credit ? null : credit is "full" or "none" ? credit : "other");
        record["grade.incomplete"] = Value.Of(row.IncompleteGrade is not null);
        record["grade.changes"] = Value.Of((decimal)(row.ChangeDetails?.Count ?? 0));
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
