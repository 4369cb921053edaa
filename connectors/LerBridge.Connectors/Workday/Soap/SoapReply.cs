using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday.Soap;

/// <summary>Reads the pages of a response: names by their local part, whatever the prefix; a DOCTYPE is refused, and a fault is a fault whatever the status.</summary>
internal static class SoapReply
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>A page of workers.</summary>
    /// <exception cref="RequestFailedException">It is no such response.</exception>
    public static WorkersPage Read(string? mediaType, ReadOnlyMemory<byte> body) => Read(mediaType, body, "Get_Workers_Response", "Worker");

    /// <summary>A page of anything.</summary>
    /// <param name="mediaType">What it says it is.</param>
    /// <param name="body">The answer.</param>
    /// <param name="response">The element that it has to be.</param>
    /// <param name="item">The element of each thing on the page.</param>
    /// <exception cref="RequestFailedException">It is no such response.</exception>
    public static WorkersPage Read(string? mediaType, ReadOnlyMemory<byte> body, string response, string item)
    {
        var start = body.Span.TrimStart(" \t\r\n"u8);
        if (mediaType is "text/html" || (start.Length > 9 && Ascii.EqualsIgnoreCase(start[..9], "<!doctype"u8)))
        {
            throw new RequestFailedException(FailureReason.NotData);
        }

        if (body.IsEmpty)
        {
            throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it is empty" };
        }

        try
        {
            using var stream = MemoryMarshal.TryGetArray(body, out var bytes) ? new MemoryStream(bytes.Array ?? [], bytes.Offset, bytes.Count, writable: false) : new MemoryStream(body.ToArray());
            using var reader = XmlReader.Create(stream, Settings);
            return Read(reader, response, item);
        }
        catch (XmlException problem)
        {
            throw new RequestFailedException(FailureReason.Unreadable) { Detail = $"the XML stops making sense at line {problem.LineNumber}" };
        }
    }

    private static WorkersPage Read(XmlReader reader, string response, string item)
    {
        var workers = new List<XElement>();
        int? pages = null;
        int? results = null;
        var isResponse = false;
        var more = reader.Read();
        while (more)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                more = reader.Read();
                continue;
            }

            switch (reader.LocalName)
            {
                case "html" or "HTML":
                    throw new RequestFailedException(FailureReason.NotData);
                case "Fault":
                    throw Fault((XElement)XNode.ReadFrom(reader));
                case var name when name == response:
                    isResponse = true;
                    more = reader.Read();
                    break;
                case var name when name == item:
                    workers.Add((XElement)XNode.ReadFrom(reader));
                    break;
                case "Request_References" or "Request_Criteria" or "Response_Filter" or "Response_Group":
                    // what was asked, repeated
                    reader.Skip();
                    break;
                case "Total_Pages":
                    pages = Number(reader.ReadElementContentAsString());
                    break;
                case "Total_Results":
                    results = Number(reader.ReadElementContentAsString());
                    break;
                default:
                    more = reader.Read();
                    break;
            }
        }

        return isResponse ? new WorkersPage(workers, pages, results) : throw new RequestFailedException(FailureReason.Unreadable) { Detail = $"it is no {response}" };
    }

    // The same rules as for a fault with its proper status; the texts of a fault may name persons and stay here.
    private static RequestFailedException Fault(XElement fault)
    {
        var code = fault.Descendants().FirstOrDefault(element => element.Name.LocalName == "faultcode")?.Value ?? string.Empty;
        var reason = code.Contains("authenticationError", StringComparison.OrdinalIgnoreCase) ? FailureReason.SignInRefused
            : code.Contains("validationError", StringComparison.OrdinalIgnoreCase) ? FailureReason.Rejected
            : FailureReason.ServerFailing;
        return new RequestFailedException(reason);
    }

    // "17", and at times "17.0".
    private static int? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= int.MaxValue ? (int)number : null;
}
