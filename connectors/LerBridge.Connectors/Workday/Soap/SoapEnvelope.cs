using System.Globalization;
using System.Text;
using System.Xml;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>Writes what every request has: SOAP 1.1, with the user and password in the header where there is no token.</summary>
internal static class SoapEnvelope
{
    public const string Workday = "urn:com.workday/bsvc";
    private const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string PlainPassword = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";

    /// <summary>A whole message.</summary>
    /// <param name="user">User and password; null where a token signs in.</param>
    /// <param name="operation">The element of the request.</param>
    /// <param name="version">The version of the web service.</param>
    /// <param name="inside">Writes what is in the request.</param>
    public static byte[] Write((string Name, string Password)? user, string operation, string version, Action<XmlWriter> inside)
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
            Open(writer, operation);
            writer.WriteAttributeString("wd", "version", Workday, version);
            inside(writer);
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return buffer.ToArray();
    }

    /// <summary>Which page, and as of when: the same day and moment for every page, or pages shift (facts §4).</summary>
    public static void Page(XmlWriter writer, DateOnly day, DateTimeOffset moment, int page, int count, TimeZoneInfo zone)
    {
        Open(writer, "Response_Filter");
        Text(writer, "As_Of_Effective_Date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Text(writer, "As_Of_Entry_DateTime", WorkdayTime.Moment(moment, zone));
        Text(writer, "Page", page.ToString(CultureInfo.InvariantCulture));
        Text(writer, "Count", count.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndElement();
    }

    public static void Open(XmlWriter writer, string name) => writer.WriteStartElement("wd", name, Workday);

    public static void Text(XmlWriter writer, string name, string value) => writer.WriteElementString("wd", name, Workday, value);

    /// <summary>A reference by one id.</summary>
    public static void Reference(XmlWriter writer, string name, string type, string id)
    {
        Open(writer, name);
        writer.WriteStartElement("wd", "ID", Workday);
        writer.WriteAttributeString("wd", "type", Workday, type);
        writer.WriteString(id);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}
