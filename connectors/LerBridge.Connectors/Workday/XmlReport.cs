using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;
using LerBridge.Connectors.Shared;

namespace LerBridge.Connectors.Workday;

/// <summary>Reads the rows of an XML report while they come: <c>Report_Data/Report_Entry</c>, with or without a namespace. Holds no more than one row; a DOCTYPE is refused.</summary>
internal static class XmlReport
{
    // One row, and what the reader holds of the next.
    private const long LargestRow = 5 * 1024 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        CloseInput = false,
    };

    /// <summary>The rows.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RequestFailedException">The report ends too early, or is none.</exception>
    public static async IAsyncEnumerable<XElement> ReadAsync(WatchedStream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        body.LargestStretch = LargestRow;
        using var reader = XmlReader.Create(body, Settings);
        var rows = 0L;
        while (await StepAsync(reader, body, rows, cancellationToken) is { } row)
        {
            rows++;
            body.Mark();
            yield return row;
        }
    }

    private static async Task<XElement?> StepAsync(XmlReader reader, WatchedStream body, long rows, CancellationToken cancellationToken)
    {
        try
        {
            if (reader.ReadState == ReadState.Initial)
            {
                await RootAsync(reader);
                await reader.ReadAsync();
            }

            while (!reader.EOF)
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "Report_Entry" })
                {
                    return await XNode.ReadFromAsync(reader, cancellationToken) as XElement;
                }

                if (reader is { NodeType: XmlNodeType.Element, LocalName: "Fault" or "Validation_Error" or "error" })
                {
                    throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it holds an error in place of Report_Entry" };
                }

                await reader.ReadAsync();
            }

            return null;
        }
        catch (XmlException)
        {
            throw new RequestFailedException(body.HasEnded ? FailureReason.Dropped : FailureReason.Unreadable) { Detail = rows == 0 ? "the XML stops making sense before the first row ends" : $"the XML stops making sense after row {rows}" };
        }
    }

    private static async Task RootAsync(XmlReader reader)
    {
        while (await reader.ReadAsync() && reader.NodeType != XmlNodeType.Element)
        {
        }

        switch (reader.LocalName)
        {
            case "Report_Data":
                return;
            case "html" or "HTML":
                throw new RequestFailedException(FailureReason.NotData);
            default:
                throw new RequestFailedException(FailureReason.Unreadable) { Detail = "it is no Report_Data" };
        }
    }
}
