using System.Globalization;
using System.Text;
using System.Xml;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>Writes a Get_Workers request: SOAP 1.1, with the user and password in the header where there is no token. Pay, national ids, photos and relatives are never asked for.</summary>
internal static class SoapRequest
{
    public const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    public const string Workday = "urn:com.workday/bsvc";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string PlainPassword = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";

    // Once one flag is given, the others count as false (facts §4); a compensation that is said to be unwanted is unwanted in every version.
    private static readonly (string Flag, bool IsWanted)[] Group =
    [
        ("Include_Reference", true),
        ("Include_Personal_Information", true),
        ("Include_Additional_Jobs", true),
        ("Include_Employment_Information", true),
        ("Include_Compensation", false),
        ("Include_Organizations", true),
        ("Exclude_Organization_Support_Role_Data", true),
        ("Include_Roles", false),
        ("Include_Transaction_Log_Data", true),
        ("Include_Subevents_for_Corrected_Transaction", true),
        ("Include_Subevents_for_Rescinded_Transaction", true),
        ("Include_User_Account", true),
    ];

    /// <summary>The whole message.</summary>
    /// <param name="ask">What is wanted.</param>
    /// <param name="version">The version of the web service.</param>
    /// <param name="user">User and password; null where a token signs in.</param>
    /// <param name="zone">The zone in which dates are written.</param>
    public static byte[] Write(WorkersAsk ask, string version, (string Name, string Password)? user, TimeZoneInfo zone)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = false }))
        {
            writer.WriteStartElement("soapenv", "Envelope", Envelope);
            writer.WriteStartElement("soapenv", "Header", Envelope);
            if (user is var (name, password))
            {
                writer.WriteStartElement("wsse", "Security", Security);
                writer.WriteAttributeString("soapenv", "mustUnderstand", Envelope, "1");
                writer.WriteStartElement("wsse", "UsernameToken", Security);
                writer.WriteElementString("wsse", "Username", Security, name);
                writer.WriteStartElement("wsse", "Password", Security);
                writer.WriteAttributeString("Type", PlainPassword);
                writer.WriteString(password);
                writer.WriteEndElement();
                writer.WriteEndElement();
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteStartElement("soapenv", "Body", Envelope);
            writer.WriteStartElement("wd", "Get_Workers_Request", Workday);
            writer.WriteAttributeString("wd", "version", Workday, version);
            References(writer, ask);
            Criteria(writer, ask, zone);
            Open(writer, "Response_Filter");
            Text(writer, "As_Of_Effective_Date", ask.EffectiveDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Text(writer, "As_Of_Entry_DateTime", WorkdayTime.Moment(ask.EntryMoment, zone));
            Text(writer, "Page", ask.Page.ToString(CultureInfo.InvariantCulture));
            Text(writer, "Count", ask.Count.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndElement();
            Open(writer, "Response_Group");
            foreach (var (flag, isWanted) in Group)
            {
                Text(writer, flag, isWanted ? "true" : "false");
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return buffer.ToArray();
    }

    private static void References(XmlWriter writer, WorkersAsk ask)
    {
        if (ask.Workers.Count == 0)
        {
            return;
        }

        Open(writer, "Request_References");
        writer.WriteAttributeString("wd", "Skip_Non_Existing_Instances", Workday, "true");
        foreach (var worker in ask.Workers)
        {
            Open(writer, "Worker_Reference");
            writer.WriteStartElement("wd", "ID", Workday);
            writer.WriteAttributeString("wd", "type", Workday, "WID");
            writer.WriteString(worker);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    // Criteria and references exclude each other in the service's own description.
    private static void Criteria(XmlWriter writer, WorkersAsk ask, TimeZoneInfo zone)
    {
        if (ask.Workers.Count > 0)
        {
            return;
        }

        Open(writer, "Request_Criteria");
        if (ask.Window is { } window)
        {
            Open(writer, "Transaction_Log_Criteria_Data");
            Open(writer, "Transaction_Date_Range_Data");
            Text(writer, window.IsByEffect ? "Effective_From" : "Updated_From", WorkdayTime.Moment(window.From, zone));
            Text(writer, window.IsByEffect ? "Effective_Through" : "Updated_Through", WorkdayTime.Moment(window.Through, zone));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        Text(writer, "Exclude_Inactive_Workers", "false");
        Text(writer, "Exclude_Employees", "false");
        Text(writer, "Exclude_Contingent_Workers", "false");
        writer.WriteEndElement();
    }

    private static void Open(XmlWriter writer, string name) => writer.WriteStartElement("wd", name, Workday);

    private static void Text(XmlWriter writer, string name, string value) => writer.WriteElementString("wd", name, Workday, value);
}
