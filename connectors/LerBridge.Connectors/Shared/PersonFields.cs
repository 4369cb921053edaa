using LerBridge.Core.Records;

namespace LerBridge.Connectors.Shared;

/// <summary>The <c>person.*</c> fields, the same words whoever the system calls user, student or worker. Each stream picks those its vendor has.</summary>
internal static class PersonFields
{
    public static Field Id { get; } = new("person.id", FieldType.Text, false, "The person's own key in this system; always there, never reused.", "10482", FieldTags.Id);

    public static Field SisId { get; } = new("person.sis_id", FieldType.Text, true, "The student information system's id of the person; absent without the permission to read SIS data.", "A00012345", FieldTags.Id);

    public static Field BannerId { get; } = new("person.banner_id", FieldType.Text, true, "The Banner ID that people know, as printed on an ID card.", "A00012345", FieldTags.Id);

    public static Field EmployeeId { get; } = new("person.employee_id", FieldType.Text, true, "The employee or contingent worker id.", "E100482", FieldTags.Id);

    public static Field Login { get; } = new("person.login", FieldType.Text, true, "The name with which the person signs in.", "mlopez", FieldTags.Id);

    public static Field Email { get; } = new("person.email", FieldType.Text, true, "An address that the person may have typed in; never good for matching by itself.", "m.lopez@mail.example", FieldTags.Contact);

    public static Field VerifiedEmail { get; } = new("person.verified_email", FieldType.Text, true, "An address that the institution assigned and vouches for.", "mlopez@college.example", FieldTags.Contact);

    public static Field FullName { get; } = new("person.full_name", FieldType.Text, true, "The name to show: preferred where there is one, else legal.", "María López", FieldTags.Name);

    public static Field GivenName { get; } = new("person.given_name", FieldType.Text, true, "The given name, where the source tells it apart.", "María", FieldTags.Name);

    public static Field FamilyName { get; } = new("person.family_name", FieldType.Text, true, "The family name, where the source tells it apart.", "López", FieldTags.Name);

    public static Field Confidential { get; } = new("person.confidential", FieldType.Bool, true, "True where the person asked for directory information to be withheld; missing is unknown, not false.", "false");

    public static Field TranscriptHold { get; } = new("person.transcript_hold", FieldType.Bool, true, "True while a hold of a configured type is in force; missing where no types are configured.", "false");
}
