using System.Collections.Frozen;
using System.Collections.Immutable;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Columns;

/// <summary>
/// The layouts that settings can name: OneRoster 1.1 (https://www.imsglobal.org/oneroster-v11-final-csv-tables) and the extracts that colleges write from Banner's tables and its operational data
/// store. A declared column replaces the one of its field, so a site whose file differs in a heading or a form of dates says just that.
/// </summary>
internal static class Layouts
{
    // The form of dates that Oracle writes unless it is told otherwise.
    private const string Oracle = "dd-MMM-yy";

    private static readonly ImmutableArray<Column> Roster = [Optional("site.status", "status"), Optional("site.modified", "dateLastModified")];

    private static readonly FrozenDictionary<string, Layout> Known = All().ToFrozenDictionary(layout => layout.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Their names, in order.</summary>
    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The layout of a name; null where there is none.</summary>
    public static Layout? Find(string name) => Known.GetValueOrDefault(name);

    private static IEnumerable<Layout> All() =>
    [
        new(
            "oneroster-1.1-users", "users.csv", ["person.id"], null,
            [
                Needed(PersonFields.Id.Name, "sourcedId"), Needed("site.role", "role"), Optional(PersonFields.Login.Name, "username"), Optional(PersonFields.GivenName.Name, "givenName"),
                Optional(PersonFields.FamilyName.Name, "familyName"), Optional(PersonFields.Email.Name, "email"), Optional("site.identifier", "identifier", tags: FieldTags.Id),
                Optional("site.enabled", "enabledUser", FieldType.Bool), Optional("site.org_ids", "orgSourcedIds"), Optional("site.grades", "grades"), .. Roster,
            ],
            ','),
        new(
            "oneroster-1.1-enrollments", "enrollments.csv", ["site.enrollment_id"], "site.ends_on",
            [
                Needed("site.enrollment_id", "sourcedId"), Needed(PersonFields.Id.Name, "userSourcedId"), Needed("section.id", "classSourcedId"), Needed("site.role", "role"),
                Optional("site.school_id", "schoolSourcedId"), Optional("site.primary", "primary", FieldType.Bool), Optional("site.begins_on", "beginDate", FieldType.Date),
                Optional("site.ends_on", "endDate", FieldType.Date), .. Roster,
            ],
            ','),
        new(
            "oneroster-1.1-classes", "classes.csv", ["section.id"], null,
            [
                Needed("section.id", "sourcedId"), Needed("site.title", "title"), Needed("course.id", "courseSourcedId"), Optional("site.class_code", "classCode"), Optional("site.class_type", "classType"),
                Optional("site.school_id", "schoolSourcedId"), Optional("site.term_ids", "termSourcedIds"), Optional("site.subjects", "subjects"), .. Roster,
            ],
            ','),
        new(
            "oneroster-1.1-courses", "courses.csv", ["course.id"], null,
            [
                Needed("course.id", "sourcedId"), Needed("course.title", "title"), Optional("course.code", "courseCode"), Optional("site.org_id", "orgSourcedId"),
                Optional("site.school_year_id", "schoolYearSourcedId"), Optional("site.subjects", "subjects"), .. Roster,
            ],
            ','),
        new(
            "oneroster-1.1-orgs", "orgs.csv", ["site.org_id"], null,
            [Needed("site.org_id", "sourcedId"), Needed("site.name", "name"), Needed("site.type", "type"), Optional("site.identifier", "identifier"), Optional("site.parent_id", "parentSourcedId"), .. Roster],
            ','),
        new(
            "oneroster-1.1-academic-sessions", "academicSessions.csv", ["term.id"], "term.end",
            [
                Needed("term.id", "sourcedId"), Needed("term.name", "title"), Needed("site.type", "type"), Needed("term.start", "startDate"), Needed("term.end", "endDate"),
                Optional("site.parent_id", "parentSourcedId"), Optional("site.school_year", "schoolYear"), .. Roster,
            ],
            ','),
        new(
            "oneroster-1.1-results", "results.csv", ["site.result_id"], "site.scored_on",
            [
                Needed("site.result_id", "sourcedId"), Needed(PersonFields.Id.Name, "studentSourcedId"), Needed("site.line_item_id", "lineItemSourcedId"), Optional("site.score_status", "scoreStatus"),
                Optional("site.score", "score", FieldType.Number), Optional("site.scored_on", "scoreDate", FieldType.Date), .. Roster,
            ],
            ','),
        new(
            "banner-grades", "grades*.csv", [PersonFields.Id.Name, "term.code", "section.crn"], "recorded_on",
            [
                .. BannerPerson, Needed("term.code", "SHRTCKN_TERM_CODE"), Needed("section.crn", "SHRTCKN_CRN"), Needed("course.subject", "SHRTCKN_SUBJ_CODE"), Needed("course.number", "SHRTCKN_CRSE_NUMB"),
                Optional("course.title", "SHRTCKN_CRSE_TITLE"), Needed("grade.letter", "SHRTCKG_GRDE_CODE_FINAL", isBlankable: true), Optional("credit.attempted", "SHRTCKG_HOURS_ATTEMPTED"),
                Optional("credit.earned", "SHRTCKG_CREDIT_HOURS"), Optional("site.level", "SHRTCKL_LEVL_CODE"), Optional("site.repeat", "SHRTCKN_REPEAT_COURSE_IND"),
                Optional("site.passed", "SHRGRDE_PASSED_IND", FieldType.Bool), Optional("recorded_on", "SHRTCKG_FINAL_GRDE_CHG_DATE", format: Oracle),
            ]),
        new(
            "banner-degrees", "degrees*.csv", [PersonFields.Id.Name, "site.degree_number"], "award.graduated_on",
            [
                .. BannerPerson, Needed("site.degree_number", "SHRDGMR_SEQ_NO"), Needed("award.credential", "SHRDGMR_DEGC_CODE"), Optional("award.title", "STVDEGC_DESC"),
                Needed("site.degree_status", "SHRDGMR_DEGS_CODE"), Needed("award.graduated_on", "SHRDGMR_GRAD_DATE", format: Oracle, isBlankable: true), Optional("term.code", "SHRDGMR_TERM_CODE_GRAD"),
                Optional("award.level", "SHRDGMR_LEVL_CODE"), Optional("award.program", "SHRDGMR_PROGRAM"), Optional("site.major", "SHRDGMR_MAJR_CODE_1"), Optional("site.honors", "SHRDGIH_HONR_CODE"),
            ]),
        new("banner-students", "students*.csv", [PersonFields.Id.Name], null, [.. BannerPerson]),
        new(
            "ods-student-courses", "student_course*.csv", [PersonFields.Id.Name, "term.code", "section.crn"], "recorded_on",
            [
                Needed(PersonFields.Id.Name, "PERSON_UID"), Needed(PersonFields.BannerId.Name, "ID"), Needed("term.code", "ACADEMIC_PERIOD"), Needed("section.crn", "COURSE_REFERENCE_NUMBER"),
                Needed("course.subject", "SUBJECT"), Needed("course.number", "COURSE_NUMBER"), Optional("course.title", "COURSE_TITLE_SHORT"), Needed("grade.letter", "FINAL_GRADE", isBlankable: true),
                Optional("credit.earned", "CREDITS_EARNED"), Optional("site.credits_passed", "CREDITS_PASSED", FieldType.Number), Optional("transfer", "TRANSFER_COURSE_IND"),
                Optional("site.institution", "MIF_VALUE"), Optional("recorded_on", "GRADE_DATE", format: Oracle),
            ]),
        new(
            "ods-academic-outcomes", "academic_outcome*.csv", [PersonFields.Id.Name, "award.program", "site.award_category"], "award.graduated_on",
            [
                Needed(PersonFields.Id.Name, "PERSON_UID"), Needed("award.program", "PROGRAM"), Needed("site.award_category", "AWARD_CATEGORY"), Needed("site.outcome_status", "STATUS"),
                Optional("site.awarded", "OUTCOME_AWARDED_IND", FieldType.Bool), Optional("award.graduated_on", "OUTCOME_GRADUATION_DATE", format: Oracle), Optional("term.code", "ACADEMIC_PERIOD_GRADUATION"),
                Optional("award.level", "STUDENT_LEVEL"), Optional("site.institution", "MIF_VALUE"),
            ]),
        new(
            "extract-enrollment", "enrollment*.csv", [PersonFields.Id.Name, "course.id"], "site.withdrawn_on",
            [Needed(PersonFields.Id.Name, "ALTERNATIVE_ID"), Needed("course.id", "COURSE_ID"), Needed("grade.letter", "FINAL_GRADE", isBlankable: true), Optional("site.withdrawn_on", "WITHDRAWAL_DATE", FieldType.Date)]),
    ];

    private static ImmutableArray<Column> BannerPerson =>
    [
        Needed(PersonFields.Id.Name, "SPRIDEN_ID"), Optional(PersonFields.BannerId.Name, "SPRIDEN_ID"), Optional(PersonFields.GivenName.Name, "SPRIDEN_FIRST_NAME"),
        Optional(PersonFields.FamilyName.Name, "SPRIDEN_LAST_NAME"), Optional(PersonFields.Email.Name, "GOREMAL_EMAIL_ADDRESS"), Optional(PersonFields.Confidential.Name, "SPBPERS_CONFID_IND"),
    ];

    // The heading has to be there, and its cells have to say something unless they may be blank.
    private static Column Needed(string field, string source, FieldType type = FieldType.Text, string? format = null, bool isBlankable = false)
    {
        var of = Of(field, source, type, FieldTags.None);
        return new Column(of with { Optional = isBlankable }, source, MustBeThere: true, format, IsDeclared: true);
    }

    private static Column Optional(string field, string source, FieldType type = FieldType.Text, string? format = null, FieldTags tags = FieldTags.None) =>
        new(Of(field, source, type, tags) with { Optional = true }, source, MustBeThere: false, format, IsDeclared: true);

    private static Field Of(string field, string source, FieldType type, FieldTags tags) => FieldVocabulary.Find(field) ?? (field.StartsWith(FieldVocabulary.Site, StringComparison.Ordinal)
        ? new Field(field, type, Optional: false, $"The column \"{source}\".", Tags: tags)
        : throw new ArgumentException($"\"{field}\" is no field.", nameof(field)));
}
