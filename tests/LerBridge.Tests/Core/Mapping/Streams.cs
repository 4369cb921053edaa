using System.Globalization;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;

namespace LerBridge.Tests.Core.Mapping;

/// <summary>Streams like the shipped ones, written as one line per field: <c>name: type</c>, <c>?</c> for optional, tags after it.</summary>
internal sealed class Streams : IStreamSchemas
{
    private const string Person = """
        person.id: text #id
        person.full_name: text? #name
        person.given_name: text? #name
        person.family_name: text? #name
        person.login: text? #id
        person.email: text? #contact
        person.verified_email: text? #contact
        """;

    private const string Course = """
        course.id: text
        course.name: text
        course.code: text?
        course.sis_id: text?
        course.start: date?
        course.end: date?
        course.concluded: bool
        course.deleted: bool
        term.id: text?
        term.name: text?
        term.start: date?
        term.end: date?
        section.ids: list
        section.names: list
        enrolment.state: code(active, invited, creation_pending, completed, inactive, deleted, rejected, other)
        enrolment.start: time?
        enrolment.end: time?
        grade.letter: text?
        grade.score: number?
        grade.overridden: bool
        grade.posted: bool
        progress.required: whole?
        progress.done: whole?
        completed_at: time?
        ended_on: date?
        site.pay_band: text? #pay
        """;

    private const string Transcript = """
        transcript.id: text
        course.code: text
        course.title: text
        course.id: text?
        course.subject: text?
        course.number: text?
        section.crn: text?
        term.id: text?
        term.code: text?
        term.name: text?
        term.start: date?
        term.end: date?
        grade.letter: text?
        grade.scheme: text?
        grade.credit: code(full, none, other)?
        grade.incomplete: bool
        grade.changes: whole
        credit.attempted: number?
        credit.earned: number?
        credit.points: number?
        credit.repeat: code(notRepeated, repeatedIncludeNeither, repeatedIncludeCredit, repeatedIncludeQualityPoints, repeatedIncludeBoth, other)?
        transfer: bool
        recorded_on: date?
        """;

    private const string Award = """
        award.id: text
        award.credential: text
        award.title: text?
        award.type: code(degree, diploma, honorary, certificate, other)?
        award.level: text?
        award.program: text?
        award.disciplines: list
        award.honors: list
        award.earned_on: date?
        award.graduated_on: date?
        award.status: code(awarded, pending, rescinded)
        term.code: text?
        term.name: text?
        """;

    private const string Position = """
        person.employee_id: text? #id
        worker.type: code(employee, contingent, other)
        worker.active: bool?
        worker.hired: date?
        worker.terminated: date?
        worker.hire_rescinded: bool?
        position.id: text
        position.title: text?
        position.business_title: text?
        position.start: date
        position.end: date?
        position.primary: bool?
        position.time_type: text?
        position.weekly_hours: number?
        position.fte: number?
        job.code: text?
        job.name: text?
        job.family: text?
        job.level: text?
        company.name: text?
        company.id: text?
        location.city: text?
        location.region: text?
        location.country: text?
        skills_confirmed_on: date?
        end_reason: text? #reason
        spell: whole
        """;

    private static readonly Dictionary<(string, string), RecordSchema> Known = new()
    {
        [("canvas-main", "course_completions")] = Make("course_completions", Person + "\nperson.sis_id: text? #id\n" + Course, ["course.id", "person.id"], "ended_on"),
        [("banner", "course_completions")] = Make(
            "course_completions", Person + "\nperson.banner_id: text? #id\nperson.confidential: bool?\nperson.transcript_hold: bool?\n" + Transcript, ["transcript.id"], "recorded_on"),
        [("banner", "academic_history")] = new(
            "academic_history",
            "2026-09-01",
            [
                .. Fields(Person + "\nperson.banner_id: text? #id\nperson.confidential: bool?\nperson.transcript_hold: bool?\n"),
                Field.List("courses", new ItemSchema(Fields(Transcript + "\nadviser: text? #contact"), "transcript.id"), "The courses."),
                Field.List("awards", new ItemSchema(Fields(Award), "award.id"), "The awards."),
                .. Fields("gpa: number? #rating"),
            ],
            ["person.id"],
            null),
        [("workday", "position_history")] = Make("position_history", Person + "\n" + Position, ["person.id", "position.id", "spell"], "position.start"),
    };

    public IReadOnlyCollection<string> Connectors => [.. Known.Keys.Select(key => key.Item1).Distinct()];

    public static RecordSchema Canvas => Known[("canvas-main", "course_completions")];

    public static RecordSchema Histories => Known[("banner", "academic_history")];

    IReadOnlyCollection<string> IStreamSchemas.Streams(string connector) => [.. Known.Keys.Where(key => key.Item1 == connector).Select(key => key.Item2)];


    public RecordSchema? Find(string connector, string stream) => Known.GetValueOrDefault((connector, stream));

    /// <summary>A record from lines <c>name = text</c>.</summary>
    public static SourceRecord Record(RecordSchema schema, params string[] lines)
    {
        var record = new SourceRecord(schema);
        foreach (var line in lines)
        {
            var parts = line.Split(" = ", 2);
            record[parts[0]] = schema.Fields[schema.Slot(parts[0])].Type switch
            {
                FieldType.Number or FieldType.Whole => Value.Of(decimal.Parse(parts[1], CultureInfo.InvariantCulture)),
                FieldType.Bool => Value.Of(bool.Parse(parts[1])),
                FieldType.Date => Value.Of(DateOnly.ParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture)),
                FieldType.Time => Value.Of(DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture)),
                FieldType.TextList => Value.Of([.. parts[1].Split(',')]),
                _ => Value.Of(parts[1]),
            };
        }

        return record;
    }

    private static RecordSchema Make(string stream, string fields, string[] key, string date) =>
        new(stream, "2026-09-01", Fields(fields), key, date);

    private static IEnumerable<Field> Fields(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse);

    private static Field Parse(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var hash = line.IndexOf(" #", StringComparison.Ordinal);
        var tags = hash < 0 ? FieldTags.None : Enum.Parse<FieldTags>(line[(hash + 2)..], ignoreCase: true);
        var type = (hash < 0 ? line : line[..hash])[(colon + 2)..].Trim();
        var optional = type.EndsWith('?');
        type = type.TrimEnd('?');
        var codes = type.StartsWith("code(", StringComparison.Ordinal) ? type[5..^1].Split(", ") : [];
        return new Field(
            line[..colon],
            type switch
            {
                "number" => FieldType.Number,
                "whole" => FieldType.Whole,
                "bool" => FieldType.Bool,
                "date" => FieldType.Date,
                "time" => FieldType.Time,
                "list" => FieldType.TextList,
                "text" => FieldType.Text,
                _ => FieldType.Code,
            },
            optional,
            $"The field {line[..colon]}.",
            null,
            tags,
            [.. codes]);
    }
}
