using LerBridge.Core.Credentials;
using LerBridge.Core.Mapping;
using LerBridge.Core.Records;

namespace LerBridge.Tests.Builders;

/// <summary>Makes mapping plans with sensible values, so that a test says only what matters to it.</summary>
internal static class Plans
{
    public static readonly RecordSchema Schema = new(
        "course_completions",
        "2026-09-01",
        [
            new Field("person.id", FieldType.Text, Optional: false, "The person.", Tags: FieldTags.Id),
            new Field("person.sis_id", FieldType.Text, Optional: true, "The person's id in the student system.", Tags: FieldTags.Id),
            new Field("person.verified_email", FieldType.Text, Optional: true, "An address the school assigned.", Tags: FieldTags.Contact),
            new Field("person.confidential", FieldType.Bool, Optional: true, "Whether the person is restricted."),
            new Field("course.id", FieldType.Text, Optional: false, "The course."),
            new Field("grade", FieldType.Text, Optional: true, "The grade."),
        ],
        ["course.id", "person.id"],
        dateField: null);

    public static readonly RecordSchema Spells = new(
        "position_history",
        "2026-09-01",
        [
            new Field("person.id", FieldType.Text, Optional: false, "The worker.", Tags: FieldTags.Id),
            new Field("position.id", FieldType.Text, Optional: false, "The position."),
            new Field("position.start", FieldType.Date, Optional: false, "Its start."),
            new Field("spell", FieldType.Whole, Optional: true, "Its number."),
            new Field("grade", FieldType.Text, Optional: true, "A claim."),
        ],
        ["person.id", "position.id", "spell"],
        "position.start",
        new SequenceRule("spell", ["person.id", "position.id"], "position.start"));

    public static MappingPlan Make(IRecordMapper? mapper = null, RecordSchema? schema = null, string hash = "h1") => new()
    {
        Id = "courses",
        Title = "Courses",
        Owner = "registrar@college.example",
        File = "mappings/courses.yaml",
        Connector = "canvas-main",
        Schema = schema ?? Schema,
        Hash = hash,
        ReadsRecordDate = false,
        RestrictedFields = new HashSet<string>(),
        Profile = CredentialProfile.OpenBadge,
        Person = new PersonRule(["sis_id", "verified_email"], HoldIfNone: false, "mappings/courses.yaml:20:3"),
        Allow = new AllowPolicy(Allowed.Yes, Allowed.Yes, Allowed.Yes, "mappings/courses.yaml:60:1"),
        OnChange = new OnChangePolicy(
            Changed: new OnChangeRule(ChangeAction.Correct, TimeSpan.Zero, "mappings/courses.yaml:61:3"),
            NoLongerQualifies: new OnChangeRule(ChangeAction.Revoke, TimeSpan.Zero, "mappings/courses.yaml:62:3"),
            Absent: new OnChangeRule(ChangeAction.Hold, TimeSpan.Zero, "mappings/courses.yaml:63:3"),
            PersonChanged: new OnChangeRule(ChangeAction.Correct, TimeSpan.Zero, "mappings/courses.yaml:64:3")),
        Deliver = [new DeliveryRule("folder", DeliverPrivacyUnknown: false, "mappings/courses.yaml:70:5"), new DeliveryRule("registry", DeliverPrivacyUnknown: false, "mappings/courses.yaml:71:5")],
        Mapper = mapper ?? new GradeMapper(),
    };

    /// <summary>A record of <see cref="Schema"/>.</summary>
    public static SourceRecord Record(string course, string person, string? grade, string? sisId = null, bool? confidential = false)
    {
        var record = new SourceRecord(Schema);
        record["course.id"] = Value.Of(course);
        record["person.id"] = Value.Of(person);
        record["person.sis_id"] = Value.Of(sisId);
        record["person.confidential"] = Value.Of(confidential);
        record["grade"] = Value.Of(grade);
        return record;
    }
}

/// <summary>Maps by the field <c>grade</c> alone: F skips, HOLD holds, FAIL fails, STOP stops, anything else is issued with the grade as its claim.</summary>
internal sealed class GradeMapper : IRecordMapper
{
    public MapResult Map(SourceRecord record)
    {
        var grade = record["grade"];
        return grade.IsMissing ? new MapResult.Skip(Reason("LB3001", "no grade")) : grade.Text switch
        {
            "F" => new MapResult.Skip(Reason("LB3001", "failed the course")),
            "HOLD" => new MapResult.Hold(Reason("LB3002", "needs a look")),
            "FAIL" => new MapResult.Fail(Reason("LB3203", "cannot be mapped")),
            "STOP" => new MapResult.Stop(Reason("LB3204", "the run must stop")),
            var letter => new MapResult.Issue(System.Text.Encoding.UTF8.GetBytes($$"""{"name":"{{letter}}"}""")),
        };
    }

    private static MapReason Reason(string code, string text) => new(code, text, "mappings/courses.yaml:30:5");
}
