using LerBridge.Connectors.Columns;
using LerBridge.Connectors.Shared;
using LerBridge.Core.Records;

namespace LerBridge.Connectors.Workday;

/// <summary>The <c>certifications</c> stream: one row per certification of a worker. A renewal keeps the certification's id and moves its dates.</summary>
internal static class Certifications
{
    public const string Id = "certification.id";

    public const string IssuedOn = "certification.issued_on";

    public const string ExpiresOn = "certification.expires_on";

    public static ShippedTable Table { get; } = new(
        StreamNames.Certifications,
        [
            .. WorkerColumns.Person,
            (new(Id, FieldType.Text, false, "The id of this certification of this worker; a renewal keeps it.", "CERT-00417"), "Certification_ID"),
            (new("certification.name", FieldType.Text, false, "What is certified.", "Basic Life Support"), "Certification"),
            (new("certification.issuer", FieldType.Text, true, "Who certified it.", "American Heart Association"), "Certification_Issuer"),
            (new("certification.number", FieldType.Text, true, "The number on the certificate.", "2207-118845", FieldTags.Id), "Certification_Number"),
            (new(IssuedOn, FieldType.Date, true, "The day it was issued or last renewed.", "2025-03-14"), "Issued_Date"),
            (new(ExpiresOn, FieldType.Date, true, "The last day on which it is good; missing where it has none.", "2027-03-31"), "Expiration_Date"),
            (new("certification.removed", FieldType.Bool, false, "True where it was taken away or entered by mistake. Where a mapping does not ask, such a row is skipped.", "false") { Void = VoidWhen.True }, "Removed"),
        ],
        ["person.id", Id],
        IssuedOn);

    /// <summary>How much a row says: of two rows of one certification, the one with the larger number counts: the later issue, then the later end.</summary>
    public static long Weight(SourceRecord record) => (Day(record, IssuedOn) * 10_000_000) + Day(record, ExpiresOn);

    private static long Day(SourceRecord record, string field) => record[field].IsMissing ? 0 : record[field].Date.DayNumber;
}
