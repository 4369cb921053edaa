using System.Xml;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>Writes a Get_Workers request. Pay, national ids, photos and relatives are never asked for.</summary>
internal static class SoapRequest
{
    /// <summary>The whole message.</summary>
    /// <param name="ask">What is wanted.</param>
    /// <param name="version">The version of the web service.</param>
    /// <param name="user">User and password; null where a token signs in.</param>
    /// <param name="zone">The zone in which dates are written.</param>
    public static byte[] Write(WorkersAsk ask, string version, (string Name, string Password)? user, TimeZoneInfo zone) => SoapEnvelope.Write(user, "Get_Workers_Request", version, writer =>
    {
        References(writer, ask);
        Criteria(writer, ask, zone);
        SoapEnvelope.Page(writer, ask.EffectiveDate, ask.EntryMoment, ask.Page, ask.Count, zone);
        SoapEnvelope.Open(writer, "Response_Group");
        foreach (var (flag, isSet) in SoapFlags.Of(ask.Include))
        {
            SoapEnvelope.Text(writer, flag, isSet ? "true" : "false");
        }

        writer.WriteEndElement();
    });

    private static void References(XmlWriter writer, WorkersAsk ask)
    {
        if (ask.Workers.Count == 0)
        {
            return;
        }

        SoapEnvelope.Open(writer, "Request_References");
        writer.WriteAttributeString("wd", "Skip_Non_Existing_Instances", SoapEnvelope.Workday, "true");
        foreach (var worker in ask.Workers)
        {
            SoapEnvelope.Open(writer, "Worker_Reference");
            writer.WriteStartElement("wd", "ID", SoapEnvelope.Workday);
            writer.WriteAttributeString("wd", "type", SoapEnvelope.Workday, "WID");
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

        SoapEnvelope.Open(writer, "Request_Criteria");
        if (ask.Window is { } window)
        {
            SoapEnvelope.Open(writer, "Transaction_Log_Criteria_Data");
            SoapEnvelope.Open(writer, "Transaction_Date_Range_Data");
            SoapEnvelope.Text(writer, window.IsByEffect ? "Effective_From" : "Updated_From", WorkdayTime.Moment(window.From, zone));
            SoapEnvelope.Text(writer, window.IsByEffect ? "Effective_Through" : "Updated_Through", WorkdayTime.Moment(window.Through, zone));
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        SoapEnvelope.Text(writer, "Exclude_Inactive_Workers", "false");
        SoapEnvelope.Text(writer, "Exclude_Employees", "false");
        SoapEnvelope.Text(writer, "Exclude_Contingent_Workers", "false");
        writer.WriteEndElement();
    }
}
