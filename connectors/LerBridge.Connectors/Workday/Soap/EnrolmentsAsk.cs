namespace LerBridge.Connectors.Workday.Soap;

/// <summary>One page of learning enrolments to ask for.</summary>
/// <param name="Course">The learning content; null for all at once.</param>
/// <param name="EffectiveDate">As of which day they are wanted.</param>
/// <param name="EntryMoment">As of which moment of typing in; the same for every page.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Count">Enrolments on it.</param>
internal sealed record EnrolmentsAsk(string? Course, DateOnly EffectiveDate, DateTimeOffset EntryMoment, int Page, int Count)
{
    private const int WidLength = 32;

    /// <summary>The whole message.</summary>
    public byte[] Write(string version, (string Name, string Password)? user, TimeZoneInfo zone) => SoapEnvelope.Write(user, "Get_Learning_Enrollments_Request", version, writer =>
    {
        if (this.Course is { } course)
        {
            SoapEnvelope.Open(writer, "Request_Criteria");
            SoapEnvelope.Reference(writer, "Learning_Content_Reference", IsWid(course) ? "WID" : "Learning_Content_ID", course);
            writer.WriteEndElement();
        }

        SoapEnvelope.Page(writer, this.EffectiveDate, this.EntryMoment, this.Page, this.Count, zone);
    });

    // 32 hexadecimal digits are Workday's own; anything else is the tenant's.
    private static bool IsWid(string id) => id.Length == WidLength && id.All(char.IsAsciiHexDigit);
}
